package dev.sagas.participant;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A command that waits for its transaction.
 *
 * @param strikes how often its own records kept a transaction from being committed
 */
record StagedCommand(CommandTask task, StagedRows rows, StagedOutput output, int strikes) {
  static StagedCommand of(
      ConsumerRecord<byte[], byte[]> record, StagedRows rows, RecordGuard guard, int strikes) {
    return new StagedCommand(
        new CommandTask(record, new PartitionWindow()), rows, new StagedOutput(guard), strikes);
  }

  ConsumerRecord<byte[], byte[]> record() {
    return task.record();
  }

  TopicPartition partition() {
    return new TopicPartition(record().topic(), record().partition());
  }
}
