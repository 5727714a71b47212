package dev.sagas.participant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Finds the command of a batch whose records Kafka refuses, by trying each alone. */
final class Suspects {
  private final Map<TopicPartition, Long> suspectedBefore = new HashMap<>();
  private final Map<TopicPartition, Map<Long, Integer>> strikes = new HashMap<>();

  boolean isSuspect(ConsumerRecord<byte[], byte[]> record) {
    return record.offset() < suspectedBefore.getOrDefault(partition(record), 0L);
  }

  int strikes(ConsumerRecord<byte[], byte[]> record) {
    return strikes.getOrDefault(partition(record), Map.of()).getOrDefault(record.offset(), 0);
  }

  /** The transaction of these commands contains a record that Kafka refuses. */
  void blame(List<StagedCommand> batch) {
    for (StagedCommand command : batch) {
      ConsumerRecord<byte[], byte[]> record = command.record();
      suspectedBefore.merge(command.partition(), record.offset() + 1, Math::max);
      if (batch.size() == 1) {
        strikes
            .computeIfAbsent(command.partition(), none -> new HashMap<>())
            .merge(record.offset(), 1, Integer::sum);
      }
    }
  }

  void clear(List<StagedCommand> committed) {
    for (StagedCommand command : committed) {
      strikes.getOrDefault(command.partition(), new HashMap<>()).remove(command.record().offset());
    }
  }

  private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
