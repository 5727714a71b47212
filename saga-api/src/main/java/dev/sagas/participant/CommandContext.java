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

/** What a handler may know about the command besides its record. */
public interface CommandContext {
  /** The saga that asks. */
  SagaId sagaId();

  /** The life of the saga id that asks. */
  RunId run();

  /** The saga's type. */
  SagaType type();

  /** The step that asks. */
  StepName step();

  /** Whether to take the effect or to undo it. */
  Action action();

  /** The same for all attempts and redeliveries: fit as an idempotency key towards others. */
  DeduplicationKey deduplicationKey();

  /**
   * On a compensation, the key of the execute that it undoes: the idempotency key that its effect
   * was taken under. Empty on an execute.
   */
  Optional<DeduplicationKey> undoes();

  /**
   * On a compensation, what the participant itself answered to the execute that it undoes, as the
   * fence has recorded it.
   *
   * <ul>
   *   <li>Empty if the fence has no success of the execute: its outcome is unknown, its row has
   *       expired, or the participant has no fence. Always empty on an execute.
   *   <li>What only the definition knows comes in the command; this is for what the participant
   *       keeps to itself.
   * </ul>
   *
   * @throws IllegalArgumentException if the recorded reply is another record
   * @throws org.apache.kafka.common.errors.SerializationException if it cannot be read
   */
  default <R extends SpecificRecord> Optional<R> executeReply(Class<R> replyClass) {
    return Optional.empty();
  }

  /**
   * The command's W3C trace context, as it stands in its header {@code traceparent}: the parent of
   * spans that a handler begins. The reply continues the same trace. Empty if there is none.
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
   *   <li>Committed or rolled back by the participant after the handler returned; {@code commit},
   *       {@code rollback}, {@code setAutoCommit} and {@code abort} throw {@link
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
   * offset, if the handler answers {@code succeeded}; else it is never sent.
   *
   * <ul>
   *   <li>Readers must read committed.
   *   <li>At most 1 000 records for one command.
   * </ul>
   *
   * @throws IllegalArgumentException if the topic or partition does not exist or may not be
   *     written, or the record is too large
   * @throws IllegalStateException if the participant's fence is not a {@link KafkaFence}, or the
   *     handler has returned
   */
  default void send(ProducerRecord<byte[], byte[]> record) {
    throw new IllegalStateException(
        "Expected a fence in Kafka to send a record to " + record.topic());
  }
}
