package dev.sagas.archive.write;

import dev.sagas.archive.format.ArchiveException;
import dev.sagas.archive.format.ArchiveLayout;
import dev.sagas.archive.format.ManifestEntry;
import dev.sagas.archive.format.SegmentFiles;
import dev.sagas.archive.format.SegmentWriter;
import dev.sagas.archive.format.StoredArchive;
import dev.sagas.objects.ObjectContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Seals the records of one partition, segment by segment: first the file, then the manifest's
 * entry, by which alone readers know it.
 */
final class PartitionSealer implements AutoCloseable {
  private final StoredArchive archive;
  private final ArchiveSettings settings;
  private final ArchiveLayout layout;
  private final int partition;
  private long number;
  private long firstOffset;
  private String head;
  private Optional<SegmentWriter> open = Optional.empty();
  private PartitionReport.Sealed sealed = PartitionReport.Sealed.NOTHING;

  /** Continues the partition's manifest; the next segment begins at this offset. */
  PartitionSealer(
      StoredArchive archive, ArchiveSettings settings, int partition, long firstOffset) {
    this.archive = archive;
    this.settings = settings;
    this.layout = new ArchiveLayout(archive.identity().topic());
    this.partition = partition;
    this.firstOffset = firstOffset;
    List<ManifestEntry> entries = archive.entries(partition);
    this.number = entries.size() + 1L;
    this.head =
        entries.isEmpty() ? archive.identity().hash() : entries.get(entries.size() - 1).hash();
  }

  /** Adds the next record; seals the segment if it is full. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    SegmentWriter writer = writer();
    writer.add(record);
    if (writer.recordBytes() >= settings.segmentBytes()) {
      seal(record.offset() + 1);
    }
  }

  private SegmentWriter writer() {
    if (open.isEmpty()) {
      try {
        Path local = Files.createTempFile(settings.workFolder(), "saga-archive-", ".avro");
        open =
            Optional.of(
                new SegmentWriter(
                    archive.identity(),
                    new SegmentWriter.Start(partition, number, firstOffset),
                    local));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return open.get();
  }

  /** Seals what there is up to this offset, exclusive; nothing if there is no offset before it. */
  void seal(long nextOffset) {
    if (nextOffset == firstOffset) {
      return;
    }
    try (SegmentWriter writer = writer()) {
      open = Optional.empty();
      SegmentWriter.Sealed segment = writer.seal(nextOffset);
      ManifestEntry entry = new ManifestEntry(segment.stretch(), segment.file(), head);
      store(segment);
      list(entry);
      sealed = sealed.and(writer.records(), writer.recordBytes(), segment.file().bytes());
      head = entry.hash();
      number++;
      firstOffset = nextOffset;
    }
  }

  /** What is there under the same name has the same content: a run wrote it that was killed. */
  private void store(SegmentWriter.Sealed segment) {
    String key = segment.file().key();
    if (!archive.store().putIfAbsent(key, ObjectContent.of(segment.local()))) {
      SegmentFiles.fault(archive.store(), segment.file())
          .ifPresent(
              fault -> {
                throw new ArchiveException(
                    "Expected %s in %s to be whole, but it is %s: delete it, and archive again"
                        .formatted(key, archive.store(), fault));
              });
    }
  }

  private void list(ManifestEntry entry) {
    String key = layout.manifest(partition, number);
    byte[] json = entry.json().getBytes(StandardCharsets.UTF_8);
    if (archive.store().putIfAbsent(key, ObjectContent.of(json))) {
      return;
    }
    String found = StoredArchive.text(archive.store(), key).orElse("");
    if (!found.equals(entry.json())) {
      if (!found.contains(entry.file().key())) {
        archive.store().delete(entry.file().key());
      }
      throw new ArchiveException(
          """
          Expected to be the only run, but another one has sealed segment %s of partition %s: wait \
          for it to end, and archive again\
          """
              .formatted(number, partition));
    }
  }

  /**
   * Deletes segments that killed or slower runs have written and that no entry names: whose entry
   * counts is decided by now.
   */
  void deleteUnlisted() {
    Set<String> named =
        archive.entries(partition).stream()
            .map(entry -> entry.file().key())
            .collect(Collectors.toSet());
    List<String> unlisted = new ArrayList<>();
    archive
        .store()
        .list(
            layout.segments(partition),
            object -> {
              boolean isDecided =
                  layout.numbered(object.key()).filter(each -> each.number() < number).isPresent();
              if (isDecided && !named.contains(object.key())) {
                unlisted.add(object.key());
              }
            });
    unlisted.forEach(archive.store()::delete);
  }

  PartitionReport.Sealed sealed() {
    return sealed;
  }

  /** Drops what is not sealed. */
  @Override
  public void close() {
    open.ifPresent(SegmentWriter::close);
  }
}
