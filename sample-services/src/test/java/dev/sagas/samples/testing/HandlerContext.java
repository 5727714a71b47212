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

/** The context of a command whose saga does not exist. */
public record HandlerContext(Action action, Optional<Connection> database)
    implements CommandContext {
  @Override
  public SagaId sagaId() {
    return new SagaId("nobody");
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

  @Override
  public Connection connection() {
    return database.orElseThrow(() -> new IllegalStateException("Expected no need for a database"));
  }
}
