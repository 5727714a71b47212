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
