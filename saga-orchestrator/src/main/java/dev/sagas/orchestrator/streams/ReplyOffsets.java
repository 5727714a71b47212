package dev.sagas.orchestrator.streams;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What the brokers know of the replies.
 *
 * <ul>
 *   <li>Asking never blocks. A question that fails takes at least a second to do so: whoever asks
 *       may ask again at once.
 * </ul>
 */
interface ReplyOffsets {
  /** Where a reader of committed records sees the ends of these partitions now. */
  Map<Integer, CompletableFuture<Long>> ends(Set<Integer> partitions);

  /**
   * An offset before which nothing is left to read: the group has committed it, or it has expired.
   */
  CompletableFuture<Long> settled(int partition);
}
