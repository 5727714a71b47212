package dev.sagas.operate.doctor;

import java.util.List;
import java.util.Optional;

/**
 * Open transactions.
 *
 * @param partitions how many partitions were examined
 * @param unseen partitions that could not be examined, with the reason
 */
record TransactionsView(int partitions, List<Open> open, List<String> unseen) {
  TransactionsView {
    open = List.copyOf(open);
    unseen = List.copyOf(unseen);
  }

  /**
   * One of them, as its partition sees it.
   *
   * @param partition {@code topic-partition}
   * @param lastRecordMs time of its newest record, epoch ms
   * @param coordinator how its coordinator sees it; empty if it does not know it
   */
  record Open(
      String partition,
      long startOffset,
      long producerId,
      long lastRecordMs,
      Optional<Coordinated> coordinator) {}

  /**
   * What the coordinator says.
   *
   * @param ongoing false if it has ended, or is being ended
   * @param holdsPartition whether the partition is part of it
   * @param startedMs epoch ms
   */
  record Coordinated(
      String transactionalId,
      boolean ongoing,
      boolean holdsPartition,
      long startedMs,
      long timeoutMs) {}
}
