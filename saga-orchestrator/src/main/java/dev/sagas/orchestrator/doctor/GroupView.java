package dev.sagas.orchestrator.doctor;

import java.util.List;
import java.util.Locale;
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

  /** True while members come or go. */
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

  /**
   * How far it has read in one partition.
   *
   * @param partition {@code topic-partition}
   * @param committed -1 if it never committed
   * @param begin the first offset that is still there
   * @param end the offset after the last
   */
  record Progress(String partition, long committed, long begin, long end) {
    long lag() {
      return Math.max(0, end - Math.max(begin, committed));
    }

    /** True if the position cannot be true: the topic was created again, or lost records. */
    boolean isBeyondEnd() {
      return committed > end;
    }

    /** True if records were deleted that it had not read. */
    boolean hasLost() {
      return committed >= 0 && committed < begin;
    }
  }
}
