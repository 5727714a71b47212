package dev.sagas.engine.journal;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.UnreadableRecordException;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the journal of one saga. */
public final class SagaHistory {
  private SagaHistory() {}

  /**
   * Every entry of a saga, over all its runs, in the journal's order; entries that cannot be read
   * are left out, the audit reports them.
   *
   * @throws DeploymentException if the cluster or the registry cannot be reached
   */
  public static List<JournalEntry> of(Deployment config, SagaId saga) {
    byte[] key = saga.value().getBytes(StandardCharsets.UTF_8);
    List<byte[]> values = new ArrayList<>();
    List<JournalEntry> entries = new ArrayList<>();
    try (WrittenRecords records = WrittenRecords.open(config.client(), config.topics());
        TopicReader reader = TopicReader.connect(config.client(), config.archive())) {
      List<TopicPartition> partitions = reader.partitions(List.of(config.topics().journal()));
      int own = KeyPartition.of(key, Math.max(1, partitions.size()));
      reader.add(partitions.stream().filter(partition -> partition.partition() == own).toList());
      reader.readToEnd(record -> keep(record, key, values));
      for (byte[] value : values) {
        addReadable(records, value, entries);
      }
      return entries;
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to read the journal, but " + ReadFailure.reason(e, config.client()), e);
    }
  }

  private static void keep(ConsumerRecord<byte[], byte[]> record, byte[] key, List<byte[]> values) {
    byte[] value = record.value();
    if (value != null && Arrays.equals(record.key(), key)) {
      values.add(value);
    }
  }

  private static void addReadable(
      WrittenRecords records, byte[] value, List<JournalEntry> entries) {
    try {
      entries.add(records.entry(value));
    } catch (UnreadableRecordException e) {
      return; // stated in the contract
    }
  }
}
