package dev.sagas.dev.bench;

import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One consumer and one transactional producer that move the records of sagas through some of the
 * partitions, without deciding, encoding or storing anything: what Kafka itself costs.
 *
 * <ul>
 *   <li>Everything that a saga writes is written, and everything that anybody reads of it is read.
 *   <li>Commits when what was polled is drained, but after 100 ms at the latest.
 * </ul>
 */
final class BoundLoop {
  private static final TopicNames NAMES = TopicNames.DEFAULT;
  private static final Duration POLL = Duration.ofMillis(100);

  private final BoundPlan plan;
  private final BoundTopics topics;
  private final BoundRecords records;
  private final LongAdder ended;
  private final List<Integer> partitions;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final PlainSender sender;

  /** What all loops of a series share. */
  record Shared(BenchCluster cluster, BoundPlan plan, BoundTopics topics, LongAdder ended) {}

  /** A loop with a name of its own for some of the partitions. */
  BoundLoop(Shared shared, String name, List<Integer> partitions) {
    this.plan = shared.plan;
    this.topics = shared.topics;
    this.records = new BoundRecords(plan, topics);
    this.ended = shared.ended;
    this.partitions = List.copyOf(partitions);
    BenchClients clients = shared.cluster.clients();
    this.consumer = clients.consumer(Map.of(ConsumerConfig.GROUP_ID_CONFIG, name));
    // The flush of the commit sends what lingers.
    this.producer =
        clients.producer(
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                name,
                ProducerConfig.LINGER_MS_CONFIG,
                100));
    this.sender = new PlainSender(producer);
  }

  /** Starts as many sagas, and another one for each that ends. */
  void run(Traffic traffic, int inFlight) {
    try (consumer;
        producer) {
      List<TopicPartition> assigned = new ArrayList<>();
      for (String topic : plan.read()) {
        partitions.forEach(p -> assigned.add(new TopicPartition(topics.copyOf(topic), p)));
      }
      consumer.assign(assigned);
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < inFlight; i++) {
        sender.send(request(partitions.get(i % partitions.size())));
      }
      producer.commitTransaction();
      while (!traffic.isStopping()) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        if (!polled.isEmpty()) {
          move(polled);
        }
      }
    }
  }

  /** One transaction. */
  private void move(ConsumerRecords<byte[], byte[]> first) {
    long beginNanos = System.nanoTime();
    producer.beginTransaction();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    ConsumerRecords<byte[], byte[]> polled = first;
    do {
      polled.forEach(this::move);
      offsets.putAll(polled.nextOffsets());
      polled = consumer.poll(Duration.ZERO);
    } while (!polled.isEmpty() && System.nanoTime() - beginNanos < POLL.toNanos());
    polled.forEach(this::move);
    offsets.putAll(polled.nextOffsets());
    producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    producer.commitTransaction();
  }

  private void move(ConsumerRecord<byte[], byte[]> record) {
    String topic = topics.originalOf(record.topic());
    int partition = record.partition();
    if (topic.equals(NAMES.outcomes())) {
      ended.increment();
      sender.send(request(partition));
    } else if (topic.equals(NAMES.requests())) {
      transition(partition, 0);
    } else if (topic.equals(NAMES.replies())) {
      transition(partition, BoundRecords.step(record) + 1);
    } else {
      sender.send(records.copy(NAMES.replies(), partition, BoundRecords.step(record)));
    }
  }

  private ProducerRecord<byte[], byte[]> request(int partition) {
    return records.copy(NAMES.requests(), partition, 0);
  }

  private void transition(int partition, int step) {
    records.stored(partition).forEach(sender::send);
    boolean isLast = step == plan.commands().size();
    String topic = isLast ? NAMES.outcomes() : plan.commands().get(step);
    sender.send(records.copy(topic, partition, step));
  }
}
