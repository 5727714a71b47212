package dev.sagas.orchestrator.streams;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where the partitions of the input topics ended when that was asked last.
 *
 * <ul>
 *   <li>Asks only about partitions that a timer is due on, and about all of them in one request.
 *   <li>One question for each partition at a time: an answer that does not come delays no other.
 *   <li>What it knows is true for every reader. Safe for several threads.
 * </ul>
 */
final class ReplyEnds {
  /** A wish that is not repeated is forgotten: its partition may have moved to another instance. */
  private static final long WISH_MS = 1_000;

  private final ReplyOffsets offsets;
  private final Clock clock;
  private final Map<TopicPartition, Watch> watches = new ConcurrentHashMap<>();

  ReplyEnds(ReplyOffsets offsets, Clock clock) {
    this.offsets = offsets;
    this.clock = clock;
  }

  /**
   * The partition ended at {@code offset} at some time after {@code askedAtMs}.
   *
   * @param reached how far its reader had come before that was asked
   */
  record End(long askedAtMs, long offset, long reached) {
    /**
     * False if a reader was beyond the end: then the offsets that it has seen are not those of the
     * partition as it is now, and the end proves nothing.
     */
    boolean isPossible() {
      return reached <= offset;
    }
  }

  private record Wish(long fromMs, long utteredAtMs, long reached) {
    boolean isDue(long nowMs) {
      return fromMs <= nowMs && nowMs - utteredAtMs < WISH_MS;
    }
  }

  private static final class Watch {
    private volatile Wish wish = new Wish(Long.MAX_VALUE, 0, 0);
    private volatile boolean asking;
    private volatile @Nullable End latest;
  }

  private Watch watch(TopicPartition partition) {
    return watches.computeIfAbsent(partition, number -> new Watch());
  }

  /**
   * From {@code fromMs} on the end is asked for, again and again until the next wish.
   *
   * @param reached how far the caller has read the partition
   */
  void want(TopicPartition partition, long fromMs, long reached) {
    watch(partition).wish = new Wish(fromMs, clock.millis(), reached);
  }

  Optional<End> latest(TopicPartition partition) {
    return Optional.ofNullable(watch(partition).latest);
  }

  /** Asks what is wanted by now; called every few ms, by one thread. */
  void ask() {
    long askedAtMs = clock.millis();
    Set<TopicPartition> wanted =
        watches.entrySet().stream()
            .filter(entry -> !entry.getValue().asking && entry.getValue().wish.isDue(askedAtMs))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    if (!wanted.isEmpty()) {
      Map<TopicPartition, Long> reached = new HashMap<>();
      wanted.forEach(partition -> reached.put(partition, watch(partition).wish.reached()));
      offsets
          .ends(wanted)
          .forEach(
              (partition, answer) ->
                  await(
                      watch(partition),
                      offset -> new End(askedAtMs, offset, reached.getOrDefault(partition, 0L)),
                      answer));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a failure is no answer, and says so itself
  private static void await(Watch watch, LongFunction<End> end, CompletableFuture<Long> answer) {
    watch.asking = true;
    answer.whenComplete(
        (offset, failure) -> {
          if (failure == null) {
            watch.latest = end.apply(offset);
          }
          watch.asking = false;
        });
  }
}
