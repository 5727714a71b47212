package dev.sagas.dev.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sagas.archive.format.ArchiveLayout;
import dev.sagas.archive.format.ManifestEntry;
import dev.sagas.archive.format.SegmentRecords;
import dev.sagas.archive.format.SegmentWriter;
import dev.sagas.archive.format.StoredArchive;
import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.file.FileObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An archive that was changed by somebody who can make all its digests and hashes again. */
final class ForgedArchive {
  private static final int ALTERED = 3;

  private ForgedArchive() {}

  /** Alters one byte of a record of the first partition. */
  static void alter(Path folder, String topic) throws Exception {
    FileObjectStore store = new FileObjectStore(folder);
    StoredArchive archive = StoredArchive.find(store, topic).orElseThrow();
    ManifestEntry entry = archive.entries(0).get(0);
    SegmentWriter.Start start = new SegmentWriter.Start(0, 1, entry.stretch().firstOffset());
    Path local = Files.createTempFile(folder, "forged-", ".avro");
    try (SegmentWriter writer = new SegmentWriter(archive.identity(), start, local)) {
      copy(store, archive, entry, writer);
      SegmentWriter.Sealed sealed = writer.seal(entry.stretch().nextOffset());
      ManifestEntry forged = new ManifestEntry(sealed.stretch(), sealed.file(), entry.previous());
      String manifest = new ArchiveLayout(topic).manifest(0, 1);
      store.delete(manifest);
      store.delete(entry.file().key());
      store.putIfAbsent(sealed.file().key(), ObjectContent.of(local));
      store.putIfAbsent(manifest, ObjectContent.of(forged.json().getBytes(UTF_8)));
    }
  }

  private static void copy(
      FileObjectStore store, StoredArchive archive, ManifestEntry entry, SegmentWriter writer) {
    try (SegmentRecords segment = SegmentRecords.open(store, archive.identity(), entry)) {
      Optional<ConsumerRecord<byte[], byte[]>> next = segment.next();
      for (int i = 0; next.isPresent(); i++) {
        byte[] value = next.get().value();
        if (i == ALTERED) {
          value[value.length - 1] ^= 1;
        }
        writer.add(next.get());
        next = segment.next();
      }
    }
  }
}
