package dev.sagas.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.archive.format.ArchiveIdentity;
import dev.sagas.archive.format.StoredArchive;
import dev.sagas.archive.read.ArchivedJournal;
import dev.sagas.archive.write.ArchiveSettings;
import dev.sagas.archive.write.JournalArchiver;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A journal whose first part is in an archive, and no longer in the topic. */
final class ArchivedTape {
  private static final TopicPartition PARTITION = new TopicPartition(RecordedTopics.JOURNAL, 0);
  private static final ArchiveIdentity IDENTITY =
      new ArchiveIdentity(RecordedTopics.JOURNAL, "cluster", "topic-id");
  private static final Duration POLL = Duration.ofMillis(1);

  private ArchivedTape() {}

  /**
   * Seals a part of a journal, and reads archive and topic as one.
   *
   * @param left how many records the topic still has
   */
  static List<ConsumerRecord<byte[], byte[]>> read(
      Path directory, List<ConsumerRecord<byte[], byte[]>> journal, int left) {
    int sealed = Math.max(0, journal.size() - left);
    String address = directory.resolve("store").toUri().toString();
    seal(directory, address, journal.subList(0, sealed));
    TopicConsumer topic = new TopicConsumer(journal.subList(sealed, journal.size()), sealed);
    try (Consumer<byte[], byte[]> both = ArchivedJournal.open(address, IDENTITY).with(topic)) {
      return all(both, journal.size());
    }
  }

  private static void seal(
      Path directory, String address, List<ConsumerRecord<byte[], byte[]>> journal) {
    ArchiveSettings settings =
        ArchiveSettings.defaults()
            .withSegmentBytes(ArchiveSettings.MIN_SEGMENT_BYTES)
            .in(directory);
    try (ObjectStore store = ObjectStores.open(address);
        TopicConsumer consumer = new TopicConsumer(journal, 0)) {
      StoredArchive archive = StoredArchive.openOrCreate(store, IDENTITY);
      new JournalArchiver(consumer, archive, settings).run(offsets -> {});
      archive.refresh();
      assertThat(archive.entries(0)).hasSizeGreaterThan(1);
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> all(
      Consumer<byte[], byte[]> consumer, int count) {
    List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
    consumer.assign(List.of(PARTITION));
    consumer.beginningOffsets(List.of(PARTITION)).forEach(consumer::seek);
    while (read.size() < count) {
      consumer.poll(POLL).forEach(read::add);
    }
    return read;
  }

  /** A topic with one partition, of which the broker has these records. */
  private static final class TopicConsumer extends MockConsumer<byte[], byte[]> {
    private final List<ConsumerRecord<byte[], byte[]>> records;

    TopicConsumer(List<ConsumerRecord<byte[], byte[]>> records, long begin) {
      super("earliest");
      this.records = records;
      Node node = new Node(0, "localhost", 1);
      Node[] nodes = {node};
      updatePartitions(
          PARTITION.topic(), List.of(new PartitionInfo(PARTITION.topic(), 0, node, nodes, nodes)));
      updateBeginningOffsets(Map.of(PARTITION, begin));
      updateEndOffsets(Map.of(PARTITION, begin + records.size()));
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      if (assignment().contains(PARTITION) && !paused().contains(PARTITION)) {
        long from = position(PARTITION);
        records.stream().filter(record -> record.offset() >= from).forEach(this::addRecord);
      }
      return super.poll(Duration.ZERO);
    }
  }
}
