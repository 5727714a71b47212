package dev.sagas.orchestrator.streams;

import dev.sagas.engine.wire.Position;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * How far the input topics have been read: a timer fires only when no input that was written before
 * its time can still wait (R6a). A reply or a signal in time wins over a time-out, an operation
 * over both, and a request in time over the dead letter of what waits for it.
 *
 * <ul>
 *   <li>Everything about a partition is told and asked on the stream thread that has it, so that
 *       what one thread read never speaks for another.
 *   <li>No method blocks.
 * </ul>
 */
@FunctionalInterface
public interface ReplyHorizon {
  /**
   * Whether every input that was on the partition of any input topic at {@code dueAtMs} has been
   * processed.
   *
   * <p>False also means "not known yet": ask again a little later. Once true for a time, it is true
   * for every earlier time.
   *
   * @param dueAtMs epoch ms, not in the future
   */
  boolean hasReadPast(int partition, long dueAtMs);

  /**
   * Tells which timer comes next, or may not fire yet, after every look at the timers: from its due
   * time on the horizon finds out whether that is past.
   *
   * @param dueAtMs epoch ms; {@link Long#MAX_VALUE} if there is no timer
   */
  default void expect(int partition, long dueAtMs) {}

  /** Tells what a poll returned, and how far it moved the consumer's positions. */
  default void polled(ConsumerRecords<byte[], byte[]> records) {}

  /** Tells that a record, of any topic, was processed. */
  default void processed(Position position) {}

  /** Tells that the partition was closed: what is known of it counts no longer. */
  default void closed(int partition) {}
}
