package dev.sagas.archive;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads a {@link Tape} as a consumer of committed records does, a few records at a time. */
public final class TapeConsumer extends MockConsumer<byte[], byte[]> {
  private static final int AT_A_TIME = 7;

  private final Tape tape;

  /** At the beginning. */
  public TapeConsumer(Tape tape) {
    super("earliest");
    this.tape = tape;
    Node node = new Node(0, "localhost", 1);
    Node[] nodes = {node};
    updatePartitions(
        Tape.TOPIC,
        tape.all().stream()
            .map(each -> new PartitionInfo(Tape.TOPIC, each.partition(), node, nodes, nodes))
            .toList());
    refresh();
  }

  private void refresh() {
    Map<TopicPartition, Long> begins = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (TopicPartition each : tape.all()) {
      begins.put(each, tape.begin(each.partition()));
      ends.put(each, tape.end(each.partition()));
    }
    updateBeginningOffsets(begins);
    updateEndOffsets(ends);
  }

  @Override
  public synchronized Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> all) {
    refresh();
    return super.beginningOffsets(all);
  }

  @Override
  public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    refresh();
    for (TopicPartition each : assignment()) {
      if (!paused().contains(each)) {
        give(each);
      }
    }
    ConsumerRecords<byte[], byte[]> given = super.poll(Duration.ZERO);
    for (TopicPartition each : assignment()) {
      if (!paused().contains(each) && left(each).isEmpty()) {
        seek(each, Math.max(position(each), tape.end(each.partition())));
      }
    }
    return given;
  }

  private List<ConsumerRecord<byte[], byte[]>> left(TopicPartition partition) {
    long from = position(partition);
    return tape.records(partition.partition()).stream()
        .filter(record -> record.offset() >= from)
        .toList();
  }

  private void give(TopicPartition partition) {
    if (position(partition) < tape.begin(partition.partition())) {
      seek(partition, tape.begin(partition.partition())); // out of range: reset to the earliest
    }
    left(partition).stream().limit(AT_A_TIME).forEach(this::addRecord);
  }
}
