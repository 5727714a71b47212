package dev.sagas.operate.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A consumer group and the partitions that it should read.
 *
 * @param state as Kafka names it, such as {@code Stable}
 * @param assigned the partitions that members have, as {@code topic-partition}
 * @param offsetsStable false if a transaction that wrote its offsets did not end in time
 * @param progress one for each partition that it should read
 */
record GroupView(
    String id,
    String state,
    int members,
    Set<String> assigned,
    boolean offsetsStable,
    List<Progress> progress) {
  GroupView {
    assigned = Set.copyOf(assigned);
    progress = List.copyOf(progress);
  }

  /** True while members join or leave. */
  boolean isRebalancing() {
    return state.toLowerCase(Locale.ROOT).contains("rebalance")
        || state.equalsIgnoreCase("Assigning")
        || state.equalsIgnoreCase("Reconciling");
  }

  /** The partitions that no member has. */
  List<String> unassigned() {
    return progress.stream()
        .map(Progress::partition)
        .filter(partition -> !assigned.contains(partition))
        .sorted()
        .toList();
  }

  /** What it has not read yet, in all partitions. */
  long lag() {
    return progress.stream().mapToLong(Progress::lag).sum();
  }

  /** The same by the number of the partition, of all topics together. */
  Map<Integer, Long> lags() {
    Map<Integer, Long> lags = new HashMap<>();
    for (Progress each : progress) {
      int number =
          Integer.parseInt(each.partition().substring(each.partition().lastIndexOf('-') + 1));
      lags.merge(number, each.lag(), Long::sum);
    }
    return lags;
  }

  /** The same for a person. */
  String waiting() {
    boolean exact = progress.stream().allMatch(each -> each.lag() == 0 || each.exact());
    return (exact ? "" : "at most ") + lag();
  }

  /**
   * How far it has read in one partition.
   *
   * @param partition {@code topic-partition}
   * @param committed -1 if it never committed
   * @param begin the first offset that is still there
   * @param end the offset after the last
   * @param waiting how many records wait; empty if only the offsets are known
   */
  record Progress(
      String partition,
      long committed,
      long begin,
      long end,
      Optional<WaitingRecords.Count> waiting) {
    /** A partition of which only the offsets are known. */
    Progress(String partition, long committed, long begin, long end) {
      this(partition, committed, begin, end, Optional.empty());
    }

    /** How many records wait; an upper bound unless {@link #exact()}. */
    long lag() {
      return waiting
          .map(WaitingRecords.Count::records)
          .orElse(Math.max(0, end - Math.max(begin, committed)));
    }

    /** False if transaction markers may be among the waiting offsets. */
    boolean exact() {
      return waiting.map(WaitingRecords.Count::exact).orElse(false);
    }

    /** True if the position is impossible: the topic was created again, or lost records. */
    boolean isBeyondEnd() {
      return committed > end;
    }

    /** True if records were deleted that it had not read. */
    boolean hasLost() {
      return deletedUnread() > 0;
    }

    /** How many offsets were deleted above the last that it committed, markers included. */
    long deletedUnread() {
      return committed < 0 ? 0 : Math.max(0, begin - committed);
    }
  }
}
