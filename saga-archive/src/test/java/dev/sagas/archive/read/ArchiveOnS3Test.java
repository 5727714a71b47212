package dev.sagas.archive.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.archive.Tape;
import dev.sagas.archive.TapeConsumer;
import dev.sagas.archive.format.StoredArchive;
import dev.sagas.archive.verify.ArchiveVerifier;
import dev.sagas.archive.write.ArchiveSettings;
import dev.sagas.archive.write.JournalArchiver;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStores;
import dev.sagas.objects.s3.LocalS3;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive in a bucket, from sealing to reading. */
class ArchiveOnS3Test {
  private static final int RECORDS = 120;

  @TempDir private Path work;

  @Test
  void shouldReadFromTheBucketWhatTheTopicHasLost() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed=" + seed);
    Tape tape = new Tape(1, seed).grow(RECORDS);
    List<String> written = tape.records(0).stream().map(Tape::text).toList();

    try (LocalS3 server = LocalS3.start()) {
      server.createBucket("archive");
      String address = server.address("archive", "shop");
      seal(tape, address);
      tape.expire(0, tape.end(0));

      assertThat(verified(address)).isTrue();
      assertThat(read(tape, address)).isEqualTo(written);
    }
  }

  private void seal(Tape tape, String address) {
    ArchiveSettings settings = ArchiveSettings.defaults().withSegmentBytes(3_000).in(work);
    try (ObjectStore bucket = ObjectStores.open(address);
        TapeConsumer consumer = new TapeConsumer(tape)) {
      StoredArchive archive = StoredArchive.openOrCreate(bucket, Tape.IDENTITY);
      new JournalArchiver(consumer, archive, settings).run(offsets -> {});
    }
  }

  private static boolean verified(String address) {
    try (ObjectStore bucket = ObjectStores.open(address)) {
      StoredArchive archive = StoredArchive.find(bucket, Tape.TOPIC).orElseThrow();
      assertThat(archive.entries(0)).hasSizeGreaterThan(2);
      return ArchiveVerifier.run(archive, Set.of(), segments -> {}).isClean();
    }
  }

  private static List<String> read(Tape tape, String address) {
    List<String> read = new ArrayList<>();
    ArchivedJournal archive = ArchivedJournal.open(address, Tape.IDENTITY);
    try (Consumer<byte[], byte[]> both = archive.with(new TapeConsumer(tape))) {
      both.assign(tape.all());
      both.beginningOffsets(tape.all()).forEach(both::seek);
      while (read.size() < RECORDS) {
        both.poll(Duration.ofMillis(1)).forEach(record -> read.add(Tape.text(record)));
      }
    }
    return read;
  }
}
