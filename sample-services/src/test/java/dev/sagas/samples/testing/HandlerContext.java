package dev.sagas.samples.testing;

import dev.sagas.participant.CommandContext;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;

/** The context of a command that came from nowhere. */
record HandlerContext(Connection connection) implements CommandContext {
  @Override
  public SagaId sagaId() {
    return new SagaId("saga-1");
  }

  @Override
  public RunId run() {
    return new RunId("0123456789ab");
  }

  @Override
  public SagaType type() {
    return new SagaType("sample");
  }

  @Override
  public StepName step() {
    return new StepName("step");
  }

  @Override
  public Action action() {
    return Action.EXECUTE;
  }

  @Override
  public DeduplicationKey deduplicationKey() {
    return new DeduplicationKey(sagaId(), run(), step(), action(), 1);
  }

  @Override
  public Optional<DeduplicationKey> undoes() {
    return action() == Action.COMPENSATE
        ? Optional.of(deduplicationKey().forAction(Action.EXECUTE))
        : Optional.empty();
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public Instant deadline() {
    return Instant.MAX;
  }
}
