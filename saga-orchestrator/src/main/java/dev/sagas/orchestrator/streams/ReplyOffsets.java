package dev.sagas.orchestrator.streams;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * What the brokers know of the input topics.
 *
 * <ul>
 *   <li>Asking never blocks. A question that fails takes at least a second to do so: its caller may
 *       ask again at once.
 * </ul>
 */
interface ReplyOffsets {
  /** Where a reader of committed records sees the ends of these partitions now. */
  Map<TopicPartition, CompletableFuture<Long>> ends(Set<TopicPartition> partitions);

  /**
   * An offset before which nothing is left to read: the group has committed it, or it has expired.
   *
   * <p>May be beyond the partition's end: then it proves nothing.
   */
  CompletableFuture<Long> settled(TopicPartition partition);
}
