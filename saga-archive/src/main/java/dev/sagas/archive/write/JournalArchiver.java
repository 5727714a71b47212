package dev.sagas.archive.write;

import dev.sagas.archive.format.ArchiveException;
import dev.sagas.archive.format.ManifestEntry;
import dev.sagas.archive.format.StoredArchive;
import dev.sagas.engine.deployment.DeploymentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Seals what is committed in the journal and not yet in the archive, one partition after another.
 *
 * <ul>
 *   <li>Continues where the manifest ends. A run that is killed leaves nothing behind that a reader
 *       sees, except whole segments; the next run continues.
 *   <li>Reads to the last stable offset as it was when the run began: a transaction that is open
 *       then is left to the next run, and so is everything after it.
 *   <li>Of two runs at once each partition's segment is sealed by one; the other ends with an
 *       {@link ArchiveException}.
 * </ul>
 */
public final class JournalArchiver {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final StoredArchive archive;
  private final ArchiveSettings settings;
  private final String topic;

  /**
   * Archives with this consumer of committed records, which the caller closes.
   *
   * @param archive of the journal that the consumer reads
   */
  public JournalArchiver(
      Consumer<byte[], byte[]> consumer, StoredArchive archive, ArchiveSettings settings) {
    this.consumer = consumer;
    this.archive = archive;
    this.settings = settings;
    this.topic = archive.identity().topic();
  }

  /**
   * What a run would have to read now; nothing is read or written.
   *
   * @throws ArchiveException if records that are not archived are no longer in the topic
   */
  public List<PartitionReport> plan() {
    return partitions().stream()
        .map(partition -> report(task(partition), PartitionReport.Sealed.NOTHING))
        .toList();
  }

  /**
   * Archives all partitions.
   *
   * @param progress gets the number of offsets that were read, of all partitions together
   * @throws ArchiveException if the archive is damaged, another run works on it, or records that
   *     are not archived are no longer in the topic
   * @throws DeploymentException if the brokers give nothing for longer than the patience
   */
  public List<PartitionReport> run(LongConsumer progress) {
    List<PartitionReport> reports = new ArrayList<>();
    long done = 0;
    for (TopicPartition partition : partitions()) {
      Task task = task(partition);
      long before = done;
      reports.add(archive(task, read -> progress.accept(before + read)));
      done += task.end() - task.from();
    }
    return reports;
  }

  private List<TopicPartition> partitions() {
    return consumer.partitionsFor(topic).stream()
        .map(PartitionInfo::partition)
        .sorted()
        .map(partition -> new TopicPartition(topic, partition))
        .toList();
  }

  /** What is to be read of a partition. */
  private record Task(TopicPartition partition, long from, long end) {}

  private Task task(TopicPartition partition) {
    List<ManifestEntry> entries = archive.entries(partition.partition());
    Set<TopicPartition> one = Set.of(partition);
    long begin = offset(consumer.beginningOffsets(one), partition);
    long end = offset(consumer.endOffsets(one), partition);
    long from = entries.isEmpty() ? begin : entries.get(entries.size() - 1).stretch().nextOffset();
    if (begin > from) {
      throw new ArchiveException(
          """
          Expected %s to have its records from offset %s, where the archive ends, but it begins \
          at %s: %s offsets are lost. Archive into another address, and more often than the \
          topic's retention deletes\
          """
              .formatted(partition, from, begin, begin - from));
    }
    if (end < from) {
      throw new ArchiveException(
          "Expected %s to reach to offset %s, where the archive ends, but it ends at %s"
              .formatted(partition, from, end));
    }
    return new Task(partition, from, end);
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return offsets.getOrDefault(partition, 0L);
  }

  private PartitionReport report(Task task, PartitionReport.Sealed sealed) {
    int partition = task.partition().partition();
    List<ManifestEntry> entries = archive.entries(partition);
    String head =
        entries.isEmpty() ? archive.identity().hash() : entries.get(entries.size() - 1).hash();
    long next =
        entries.isEmpty() ? task.from() : entries.get(entries.size() - 1).stretch().nextOffset();
    return new PartitionReport(partition, sealed, next, task.end(), head);
  }

  private PartitionReport archive(Task task, LongConsumer progress) {
    TopicPartition partition = task.partition();
    try (PartitionSealer sealer =
        new PartitionSealer(archive, settings, partition.partition(), task.from())) {
      if (task.from() < task.end()) {
        consumer.assign(Set.of(partition));
        consumer.seek(partition, task.from());
        read(task, sealer, progress);
        if (!settings.onlyFull()) {
          sealer.seal(task.end());
        }
        archive.refresh();
      }
      sealer.deleteUnlisted();
      return report(task, sealer.sealed());
    }
  }

  private void read(Task task, PartitionSealer sealer, LongConsumer progress) {
    TopicPartition partition = task.partition();
    long progressAt = System.nanoTime();
    long position = task.from();
    while (position < task.end()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < task.end()) {
          sealer.add(record);
        }
      }
      long now = consumer.position(partition);
      if (now > position) {
        position = now;
        progressAt = System.nanoTime();
        progress.accept(Math.min(position, task.end()) - task.from());
      } else if (System.nanoTime() - progressAt > settings.patience().toNanos()) {
        throw new DeploymentException(
            "Expected to read %s up to offset %s, but nothing came after %s for %s s"
                .formatted(partition, task.end(), position, settings.patience().toSeconds()));
      }
    }
  }
}
