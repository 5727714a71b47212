package dev.sagas.archive.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.archive.MemoryStore;
import dev.sagas.archive.Tape;
import dev.sagas.archive.TapeConsumer;
import dev.sagas.archive.UnreliableStore;
import dev.sagas.archive.format.ArchiveException;
import dev.sagas.archive.format.ManifestEntry;
import dev.sagas.archive.format.SegmentRecords;
import dev.sagas.archive.format.StoredArchive;
import dev.sagas.archive.verify.ArchiveVerifier;
import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreException;
import dev.sagas.objects.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealing a journal into an archive, with failures at every call of the store. */
class JournalArchiverTest {
  private static final int PARTITIONS = 3;

  @TempDir private Path work;
  private final long seed = new Random().nextLong();
  private final Tape tape = new Tape(PARTITIONS, seed);
  private final ObjectStore store = new MemoryStore();

  private ArchiveSettings settings() {
    return ArchiveSettings.defaults().withSegmentBytes(2_000).in(work);
  }

  private List<PartitionReport> archive(ObjectStore to, ArchiveSettings settings) {
    try (TapeConsumer consumer = new TapeConsumer(tape)) {
      StoredArchive archive = StoredArchive.openOrCreate(to, Tape.IDENTITY);
      return new JournalArchiver(consumer, archive, settings).run(offsets -> {});
    }
  }

  private StoredArchive archived() {
    return StoredArchive.find(store, Tape.TOPIC).orElseThrow();
  }

  private List<String> records(int partition) {
    StoredArchive archive = archived();
    List<String> texts = new ArrayList<>();
    for (ManifestEntry entry : archive.entries(partition)) {
      try (SegmentRecords segment = SegmentRecords.open(store, archive.identity(), entry)) {
        Optional<ConsumerRecord<byte[], byte[]>> next = segment.next();
        while (next.isPresent()) {
          texts.add(Tape.text(next.get()));
          next = segment.next();
        }
      }
    }
    return texts;
  }

  private void assertArchived() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertThat(records(partition))
          .as("partition %s, seed %s", partition, seed)
          .containsExactlyElementsOf(tape.records(partition).stream().map(Tape::text).toList());
    }
    assertThat(ArchiveVerifier.run(archived(), Set.of(), segments -> {}).findings())
        .as("seed %s", seed)
        .isEmpty();
  }

  private void assertNothingLeftToWork() throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void shouldGiveBackEveryRecordAsItWas() throws IOException {
    // given
    tape.grow(300);

    // when
    List<PartitionReport> reports = archive(store, settings());

    // then
    assertArchived();
    assertThat(archived().entries(0)).hasSizeGreaterThan(5);
    assertThat(reports)
        .allSatisfy(
            report -> {
              assertThat(report.nextOffset()).isEqualTo(tape.end(report.partition()));
              assertThat(report.endOffset()).isEqualTo(tape.end(report.partition()));
              assertThat(report.sealed().records())
                  .isEqualTo(tape.records(report.partition()).size());
            });
    assertNothingLeftToWork();
  }

  @Test
  void shouldAddOnlyWhatIsNewWhenItRunsAgain() {
    // given
    tape.grow(100);
    archive(store, settings());
    List<ManifestEntry> before = archived().entries(1);

    // when
    List<PartitionReport> unchanged = archive(store, settings());
    tape.grow(100);
    archive(store, settings());

    // then
    assertThat(unchanged).allSatisfy(report -> assertThat(report.sealed().segments()).isZero());
    assertThat(archived().entries(1)).startsWith(before.toArray(ManifestEntry[]::new));
    assertArchived();
  }

  @Test
  void shouldLoseAndDoubleNothingWhenItIsEndedAtAnyCall() throws IOException {
    // given
    tape.grow(60);
    boolean hasFailed = true;
    int runs = 0;

    // when: each run fails one call later than the one before
    for (int at = 0; hasFailed; at++) {
      for (boolean isAfterwards : List.of(false, true)) {
        tape.grow(at % 4 == 0 ? 3 : 0);
        UnreliableStore unreliable = new UnreliableStore(store, at, isAfterwards);
        try {
          archive(unreliable, settings());
        } catch (ObjectStoreException e) {
          runs++;
        }
        hasFailed = unreliable.hasFailed();
        assertReadable();
      }
    }
    archive(store, settings());

    // then
    assertThat(runs).as("seed %s", seed).isGreaterThan(8);
    assertArchived();
    assertNothingLeftToWork();
  }

  /** What is listed is whole and in order, whenever a run ends. */
  private void assertReadable() {
    if (StoredArchive.find(store, Tape.TOPIC).isEmpty()) {
      return;
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<String> expected = tape.records(partition).stream().map(Tape::text).toList();
      List<String> found = records(partition);
      assertThat(found)
          .as("seed %s", seed)
          .containsExactlyElementsOf(expected.subList(0, found.size()));
    }
  }

  @Test
  void shouldEndTheSlowerOfTwoRunsWithoutDamage() {
    // given
    tape.grow(200);
    ObjectStore overtaken =
        new OvertakenStore(() -> archive(store, settings().withSegmentBytes(1_500)));

    // when, then
    assertThatThrownBy(() -> archive(overtaken, settings()))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("another one has sealed segment 1 of partition 0");
    assertArchived();
  }

  @Test
  void shouldLeaveWhatDoesNotFillASegment() {
    // given
    tape.grow(200);

    // when
    List<PartitionReport> reports = archive(store, settings().withOnlyFull(true));

    // then
    assertThat(reports)
        .anyMatch(report -> report.nextOffset() < report.endOffset())
        .allMatch(report -> report.sealed().segments() > 0);
    archive(store, settings());
    assertArchived();
  }

  @Test
  void shouldBeginWhereTheTopicDoes() {
    // given
    tape.grow(100);
    long begin = tape.records(0).get(5).offset();
    tape.expire(0, begin);

    // when
    archive(store, settings());

    // then
    assertThat(archived().entries(0).get(0).stretch().firstOffset()).isEqualTo(begin);
    assertThat(records(0)).hasSize(tape.records(0).size() - 5);
  }

  @Test
  void shouldSealAStretchThatHasOnlyMarkers() {
    // given
    tape.grow(30);
    archive(store, settings());
    tape.markers(2, 3);

    // when
    archive(store, settings());

    // then
    List<ManifestEntry> entries = archived().entries(2);
    assertThat(entries.get(entries.size() - 1).stretch().records()).isZero();
    assertThat(entries.get(entries.size() - 1).stretch().nextOffset()).isEqualTo(tape.end(2));
    assertArchived();
  }

  @Test
  void shouldNameTheGapWhenTheTopicHasLostRecords() {
    // given
    tape.grow(60);
    archive(store, settings());
    long end = tape.end(1);
    tape.grow(60);
    tape.expire(1, end + 3);

    // when, then
    assertThatThrownBy(() -> archive(store, settings()))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("saga.journal-1")
        .hasMessageContaining("from offset " + end)
        .hasMessageContaining("3 offsets are lost");
  }

  @Test
  void shouldRefuseTheArchiveOfAnotherJournal() {
    // given
    archive(store, settings());

    // when, then
    assertThatThrownBy(
            () ->
                StoredArchive.openOrCreate(
                    store,
                    new dev.sagas.archive.format.ArchiveIdentity(Tape.TOPIC, "cluster", "other")))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("was created again or is on another cluster");
  }

  @Test
  void shouldRefuseAStoreThatOverwrites() {
    // given
    ObjectStore overwriting =
        new UnreliableStore(store, Integer.MAX_VALUE, false) {
          @Override
          public boolean putIfAbsent(String key, ObjectContent content) {
            delete(key);
            return super.putIfAbsent(key, content);
          }
        };

    // when, then
    assertThatThrownBy(() -> archive(overwriting, settings()))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("If-None-Match");
  }

  /** A store in whose first write another run is quicker. */
  private final class OvertakenStore implements ObjectStore {
    private final Runnable other;
    private int puts;

    OvertakenStore(Runnable other) {
      this.other = other;
    }

    @Override
    public boolean putIfAbsent(String key, ObjectContent content) {
      puts++;
      if (puts == 4) { // the archive's identity twice, a segment, then its entry
        other.run();
      }
      return store.putIfAbsent(key, content);
    }

    @Override
    public Optional<InputStream> get(String key) {
      return store.get(key);
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> sink) {
      store.list(prefix, sink);
    }

    @Override
    public void delete(String key) {
      store.delete(key);
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
