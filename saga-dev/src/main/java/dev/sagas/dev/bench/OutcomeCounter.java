package dev.sagas.dev.bench;

import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.serde.AvroCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads committed outcomes, in a thread of its own, and checks each one. */
final class OutcomeCounter {
  private static final Duration POLL = Duration.ofMillis(100);

  private final String topic = TopicNames.DEFAULT.outcomes();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroCodec codec;
  private final SagaLedger ledger;
  private final OutcomeKind expected;
  private volatile IntConsumer listener = count -> {};

  /** Begins with the outcomes that are written from now on; each must be of this kind. */
  OutcomeCounter(BenchCluster cluster, SagaLedger ledger, OutcomeKind expected) {
    this.consumer = cluster.clients().consumer(Map.of("fetch.max.wait.ms", 100));
    this.codec = cluster.outcomeCodec();
    this.ledger = ledger;
    this.expected = expected;
    List<TopicPartition> partitions = BenchClients.partitions(topic, cluster.partitions());
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Calls the listener with the number of sagas that have ended since its last call. */
  void listen(IntConsumer newListener) {
    listener = newListener;
  }

  void run(Traffic traffic) {
    try (consumer) {
      while (!traffic.isStopping()) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        long nowNanos = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          check(codec.decode(topic, record.value(), SagaOutcome.class));
          ledger.end(record.key(), nowNanos);
        }
        if (!records.isEmpty()) {
          listener.accept(records.count());
        }
      }
    }
  }

  private void check(SagaOutcome outcome) {
    if (outcome.getOutcome() != expected) {
      throw new BenchFailure(
          "Expected every saga to end %s, but %s ended %s: %s"
              .formatted(
                  expected,
                  outcome.getSagaId(),
                  outcome.getOutcome(),
                  Optional.ofNullable(outcome.getReasonMessage()).orElse("without a reason")));
    }
  }
}
