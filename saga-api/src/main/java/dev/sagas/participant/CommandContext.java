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
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a handler can find out about the command in addition to its record. */
public interface CommandContext {
  /** The saga that sent the command. */
  SagaId sagaId();

  /** The run of the saga that sent the command. */
  RunId run();

  /** The saga's type. */
  SagaType type();

  /** The step that sent the command. */
  StepName step();

  /** Whether to execute the step or to undo it. */
  Action action();

  /**
   * The same for all attempts and redeliveries: can be used as an idempotency key for other
   * systems.
   */
  DeduplicationKey deduplicationKey();

  /**
   * On a compensation, the key of the execute that it undoes: the idempotency key of its effect.
   * Empty on an execute.
   */
  Optional<DeduplicationKey> undoes();

  /**
   * On a compensation, the participant's own reply to the execute that it undoes, as the fence has
   * recorded it.
   *
   * <ul>
   *   <li>Empty if the fence has no success of the execute recorded: its outcome is unknown, its
   *       row has expired, or the participant has no fence. Always empty on an execute.
   *   <li>What the definition knows is in the command; this method is for what only the participant
   *       knows.
   * </ul>
   *
   * @throws IllegalArgumentException if the recorded reply is a different record
   * @throws org.apache.kafka.common.errors.SerializationException if it cannot be read
   */
  default <R extends SpecificRecord> Optional<R> executeReply(Class<R> replyClass) {
    return Optional.empty();
  }

  /**
   * The command's W3C trace context, from its header {@code traceparent}: the parent of spans that
   * a handler begins. The reply continues the same trace. Empty if there is none.
   */
  default Optional<String> traceParent() {
    return Optional.empty();
  }

  /** Counts from 1 within the deduplication key. */
  int attempt();

  /** When the orchestrator stops waiting for this attempt. */
  Instant deadline();

  /**
   * The transaction that holds the fence row and the reply.
   *
   * <ul>
   *   <li>Committed or rolled back by the participant after the handler has returned; {@code
   *       commit}, {@code rollback}, {@code setAutoCommit} and {@code abort} throw {@link
   *       java.sql.SQLException}, {@code close} does nothing. Savepoints are allowed.
   *   <li>Unusable once the handler has returned.
   * </ul>
   *
   * @throws IllegalStateException if the participant has no fence in a database, or in the first
   *     phase of a {@link TwoPhaseHandler}
   */
  Connection connection();

  /**
   * Sends a record in the transaction that also holds the fence's row, the reply and the command's
   * offset, if the handler answers {@code succeeded}; otherwise it is never sent.
   *
   * <ul>
   *   <li>Readers must read committed.
   *   <li>At most 1 000 records for one command.
   * </ul>
   *
   * @throws IllegalArgumentException if the topic or partition does not exist or cannot be written,
   *     or the record is too large
   * @throws IllegalStateException if the participant's fence is not a {@link KafkaFence}, or the
   *     handler has returned
   */
  default void send(ProducerRecord<byte[], byte[]> record) {
    throw new IllegalStateException(
        "Expected a fence in Kafka to send a record to " + record.topic());
  }
}
