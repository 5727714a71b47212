package dev.sagas.orchestrator.app;

import dev.sagas.orchestrator.journal.AuditConfig;
import dev.sagas.orchestrator.streams.BrokerCalls;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Where a partition of the journal ends: readers of committed records stand still at the first
 * transaction that has not ended, and cannot tell that from the end.
 */
public final class JournalEnd {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration CALL = Duration.ofSeconds(10);

  private JournalEnd() {}

  /**
   * Waits until everything that is in the partition now can be read.
   *
   * @throws TimeoutException if a transaction is in the way for longer than {@code patience}: what
   *     were read would be an old state
   */
  public static void awaitReadable(AuditConfig deployment, int partition, Duration patience) {
    TopicPartition journal = new TopicPartition(deployment.topics().journal(), partition);
    try (Admin admin = Admin.create(deployment.client())) {
      long end = end(admin, journal, IsolationLevel.READ_UNCOMMITTED);
      long began = System.nanoTime();
      long readable = end(admin, journal, IsolationLevel.READ_COMMITTED);
      while (readable < end) {
        if (System.nanoTime() - began > patience.toNanos()) {
          throw new TimeoutException(
              "Expected to read %s up to offset %s, but a transaction that has not ended is in the way at %s"
                  .formatted(journal, end, readable));
        }
        LockSupport.parkNanos(PAUSE.toNanos());
        readable = end(admin, journal, IsolationLevel.READ_COMMITTED);
      }
    }
  }

  private static long end(Admin admin, TopicPartition partition, IsolationLevel level) {
    return BrokerCalls.get(
            admin
                .listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(level))
                .partitionResult(partition),
            CALL)
        .offset();
  }
}
