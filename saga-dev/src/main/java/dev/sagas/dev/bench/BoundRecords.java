package dev.sagas.dev.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes the bound's records: copies of the measured sagas', with the number of the step that they
 * belong to as the first byte of the key.
 */
final class BoundRecords {
  private final BoundPlan plan;
  private final BoundTopics topics;
  private final Map<String, Integer> next = new HashMap<>();
  private final Map<String, Double> owed = new HashMap<>();

  BoundRecords(BoundPlan plan, BoundTopics topics) {
    this.plan = plan;
    this.topics = topics;
  }

  /** The next copy for a partition. */
  ProducerRecord<byte[], byte[]> copy(String topic, int partition, int step) {
    List<ConsumerRecord<byte[], byte[]>> sample = plan.sample(topic);
    int index = next.merge(topic, 1, Integer::sum) % sample.size();
    ConsumerRecord<byte[], byte[]> original = sample.get(index);
    byte[] key = original.key().clone();
    key[0] = (byte) step;
    return new ProducerRecord<>(
        topics.copyOf(topic), partition, key, original.value(), original.headers());
  }

  /** The step that a record belongs to. */
  static int step(ConsumerRecord<byte[], byte[]> record) {
    return Byte.toUnsignedInt(record.key()[0]);
  }

  /** What is stored for one input; fractions are carried over to the next. */
  List<ProducerRecord<byte[], byte[]>> stored(int partition) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (BoundPlan.Stored stored : plan.stored()) {
      double due = owed.getOrDefault(stored.topic(), 0.0) + stored.recordsPerInput();
      for (; due >= 1; due--) {
        records.add(copy(stored.topic(), partition, 0));
      }
      owed.put(stored.topic(), due);
    }
    return records;
  }
}
