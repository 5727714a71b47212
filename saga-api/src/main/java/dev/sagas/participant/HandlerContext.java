package dev.sagas.participant;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What a handler can find out about its command. */
record HandlerContext(CommandHeaders headers, RecordedReply executed, Optional<Connection> lent)
    implements CommandContext {
  /** Without a transaction. */
  static HandlerContext of(CommandHeaders headers, RecordedReply executed) {
    return new HandlerContext(headers, executed, Optional.empty());
  }

  /** The same in a transaction. */
  CommandContext in(Connection connection) {
    return new HandlerContext(headers, executed, Optional.of(connection));
  }

  @Override
  public <R extends SpecificRecord> Optional<R> executeReply(Class<R> replyClass) {
    return executed.as(replyClass);
  }

  @Override
  public Optional<String> traceParent() {
    return headers.traceParent();
  }

  @Override
  public SagaId sagaId() {
    return headers.key().sagaId();
  }

  @Override
  public RunId run() {
    return headers.key().run();
  }

  @Override
  public SagaType type() {
    return headers.type();
  }

  @Override
  public StepName step() {
    return headers.key().step();
  }

  @Override
  public Action action() {
    return headers.key().action();
  }

  @Override
  public DeduplicationKey deduplicationKey() {
    return headers.key();
  }

  @Override
  public Optional<DeduplicationKey> undoes() {
    return headers.key().action() == Action.COMPENSATE
        ? Optional.of(headers.fenced().executeKey())
        : Optional.empty();
  }

  @Override
  public int attempt() {
    return headers.attempt();
  }

  @Override
  public Instant deadline() {
    return headers.deadline();
  }

  @Override
  public Connection connection() {
    return lent.orElseThrow(
        () ->
            new IllegalStateException(
                "Expected a transaction, but the participant has no fence in a database, or the handler"
                    + " has two phases"));
  }
}
