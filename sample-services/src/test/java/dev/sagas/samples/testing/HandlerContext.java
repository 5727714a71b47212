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
public record HandlerContext(DeduplicationKey deduplicationKey, Optional<Connection> database)
    implements CommandContext {
  public HandlerContext(Action action, Optional<Connection> database) {
    this(key("nobody", action), database);
  }

  /** The key of a saga's only step. */
  public static DeduplicationKey key(String sagaId, Action action) {
    return new DeduplicationKey(
        new SagaId(sagaId), new RunId("0123456789ab"), new StepName("step"), action, 1);
  }

  @Override
  public SagaId sagaId() {
    return deduplicationKey.sagaId();
  }

  @Override
  public RunId run() {
    return deduplicationKey.run();
  }

  @Override
  public SagaType type() {
    return new SagaType("sample");
  }

  @Override
  public StepName step() {
    return deduplicationKey.step();
  }

  @Override
  public Action action() {
    return deduplicationKey.action();
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
