package dev.sagas.samples.agency;

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

/** The context of a command to the agency whose saga does not exist. */
record AgencyContext(Action action) implements CommandContext {
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
    return new SagaType(AgencyTrip.TYPE);
  }

  @Override
  public StepName step() {
    return new StepName("book-travel");
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
    throw new IllegalStateException("Expected no need for a database");
  }
}
