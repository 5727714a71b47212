package dev.sagas.dev.bench;

import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Live sagas that only wait. */
final class WaitingSagas {
  private static final int CHUNK = 20_000;
  private static final Duration STEP = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final BenchCluster cluster;
  private final SagaLedger ledger;
  private int started;

  /** They are not in the ledger, because they do not end. */
  WaitingSagas(BenchCluster cluster, SagaLedger ledger) {
    this.cluster = cluster;
    this.ledger = ledger;
  }

  /** Starts sagas until that many wait. */
  void raiseTo(int sagas, Traffic traffic) {
    if (started >= sagas) {
      return;
    }
    try (RequestWriter writer = new RequestWriter(cluster, ledger, WaitingTrip.TYPE)) {
      while (started < sagas) {
        for (int i = 0; i < CHUNK && started < sagas; i++) {
          writer.write("waiting-" + started, started);
          started++;
        }
        awaitCommitted(traffic);
      }
    }
  }

  /** Requests that have been processed have been committed with their state. */
  private void awaitCommitted(Traffic traffic) {
    long endNanos = System.nanoTime() + LIMIT.toNanos();
    try (Admin admin = cluster.clients().admin()) {
      while (lag(admin) > 0) {
        traffic.await(STEP);
        if (System.nanoTime() > endNanos) {
          throw new BenchFailure(
              String.format(Locale.ROOT, "Expected %d waiting sagas within %s", started, LIMIT));
        }
      }
    }
  }

  private long lag(Admin admin) {
    String group = cluster.deployment().applicationId();
    Map<TopicPartition, OffsetAndMetadata> committed =
        BenchClients.result(
            "read the orchestrator's offsets",
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, OffsetSpec> latest =
        BenchClients.partitions(TopicNames.DEFAULT.requests(), cluster.partitions()).stream()
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    return BenchClients.result("read the ends of the requests", admin.listOffsets(latest).all())
        .entrySet()
        .stream()
        .mapToLong(
            end -> {
              OffsetAndMetadata read = committed.get(end.getKey());
              return end.getValue().offset() - (read == null ? 0 : read.offset());
            })
        .sum();
  }
}
