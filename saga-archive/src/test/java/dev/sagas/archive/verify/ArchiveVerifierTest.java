package dev.sagas.archive.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.archive.Tape;
import dev.sagas.archive.TapeConsumer;
import dev.sagas.archive.format.ArchiveException;
import dev.sagas.archive.format.ArchiveLayout;
import dev.sagas.archive.format.ManifestEntry;
import dev.sagas.archive.format.SegmentFile;
import dev.sagas.archive.format.StoredArchive;
import dev.sagas.archive.format.Stretch;
import dev.sagas.archive.write.ArchiveSettings;
import dev.sagas.archive.write.JournalArchiver;
import dev.sagas.objects.file.FileObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of damage to an archive is found and named. */
class ArchiveVerifierTest {
  private static final int SEGMENT = 2;

  @TempDir private Path folder;
  private final long seed = new Random().nextLong();
  private FileObjectStore store;
  private List<ManifestEntry> entries;

  @BeforeEach
  void archive() {
    store = new FileObjectStore(folder);
    Tape tape = new Tape(1, seed).grow(100);
    ArchiveSettings settings = ArchiveSettings.defaults().withSegmentBytes(2_000);
    try (TapeConsumer consumer = new TapeConsumer(tape)) {
      StoredArchive archive = StoredArchive.openOrCreate(store, Tape.IDENTITY);
      new JournalArchiver(consumer, archive, settings).run(offsets -> {});
    }
    entries = archived().entries(0);
    assertThat(entries).hasSizeGreaterThan(SEGMENT + 3);
  }

  private StoredArchive archived() {
    return StoredArchive.find(store, Tape.TOPIC).orElseThrow();
  }

  private VerifyReport verify(String... heads) {
    return ArchiveVerifier.run(archived(), Set.of(heads), segments -> {});
  }

  private void assertFinds(ArchiveFault... faults) {
    VerifyReport report = verify();
    assertThat(report.findings())
        .as("seed %s", seed)
        .extracting(ArchiveFinding::fault)
        .containsExactly(faults);
    assertThat(report.findings()).allSatisfy(each -> assertThat(each.key()).contains("/00000/"));
  }

  private void assertReadersRefuse(String message) {
    assertThatThrownBy(() -> archived().entries(0))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining(message);
  }

  private Path segment(int index) {
    return folder.resolve(entries.get(index).file().key());
  }

  private Path manifest(int index) {
    return folder.resolve(new ArchiveLayout(Tape.TOPIC).manifest(0, index + 1));
  }

  @Test
  void shouldFindNothingWhenNobodyTampered() {
    // when
    VerifyReport report = verify(entries.get(1).hash());

    // then
    assertThat(report.isClean()).isTrue();
    assertThat(report.segments()).isEqualTo(entries.size());
    assertThat(report.records()).isEqualTo(100);
    assertThat(report.partitions().get(0).head()).isEqualTo(entries.get(entries.size() - 1).hash());
  }

  @Test
  void shouldFindASegmentWithAnotherByte() throws IOException {
    byte[] content = Files.readAllBytes(segment(SEGMENT));
    content[content.length / 2] ^= 1;
    Files.write(segment(SEGMENT), content);
    assertFinds(ArchiveFault.SEGMENT_CHANGED);
  }

  @Test
  void shouldFindATruncatedSegment() throws IOException {
    byte[] content = Files.readAllBytes(segment(SEGMENT));
    Files.write(segment(SEGMENT), Arrays.copyOf(content, content.length - 20));
    assertFinds(ArchiveFault.SEGMENT_TRUNCATED);
  }

  @Test
  void shouldFindASegmentToWhichSomethingWasAdded() throws IOException {
    byte[] content = Files.readAllBytes(segment(SEGMENT));
    Files.write(segment(SEGMENT), Arrays.copyOf(content, content.length + 1));
    assertFinds(ArchiveFault.SEGMENT_CHANGED);
  }

  @Test
  void shouldFindAMissingSegment() throws IOException {
    Files.delete(segment(SEGMENT));
    assertFinds(ArchiveFault.SEGMENT_MISSING);
  }

  @Test
  void shouldFindADoubledSegment() throws IOException {
    String copy = segment(SEGMENT).toString().replace("/0000000003-", "/0000000103-");
    Files.copy(segment(SEGMENT), Path.of(copy));
    assertFinds(ArchiveFault.SEGMENT_UNLISTED);
  }

  @Test
  void shouldFindSegmentsThatChangedPlaces() throws IOException {
    Path aside = folder.resolve("aside");
    Files.move(segment(SEGMENT), aside);
    Files.move(segment(SEGMENT + 1), segment(SEGMENT));
    Files.move(aside, segment(SEGMENT + 1));
    VerifyReport report = verify();
    assertThat(report.findings())
        .extracting(ArchiveFinding::key)
        .containsExactly(entries.get(SEGMENT).file().key(), entries.get(SEGMENT + 1).file().key());
  }

  @Test
  void shouldFindAMissingEntryOfTheManifest() throws IOException {
    Files.delete(manifest(SEGMENT));
    assertFinds(ArchiveFault.MANIFEST_MISSING, ArchiveFault.SEGMENT_UNLISTED);
    assertReadersRefuse("to follow segment 2");
  }

  @Test
  void shouldFindAChangedEntryOfTheManifest() throws IOException {
    String text = Files.readString(manifest(SEGMENT));
    Files.writeString(manifest(SEGMENT), text.replace("\"segment\":3", "\"segment\":4"));
    assertFinds(ArchiveFault.MANIFEST_CHANGED);
    assertReadersRefuse("it was changed");
  }

  @Test
  void shouldFindAChangeOfTheLastEntryOfTheManifest() throws IOException {
    Path last = manifest(entries.size() - 1);
    String text = Files.readString(last);
    Files.writeString(last, text.replaceAll("\"nextOffset\":(\\d+)", "\"nextOffset\":9$1"));
    assertFinds(ArchiveFault.MANIFEST_CHANGED);
  }

  @Test
  void shouldFindAnEntryThatWasTruncated() throws IOException {
    String text = Files.readString(manifest(SEGMENT));
    Files.writeString(manifest(SEGMENT), text.substring(0, text.length() / 2));
    assertFinds(ArchiveFault.MANIFEST_CHANGED);
    assertReadersRefuse("manifest/00000/0000000003.json");
  }

  @Test
  void shouldFindAnEntryThatWasWrittenAgainWithItsHash() throws IOException {
    ManifestEntry entry = entries.get(SEGMENT);
    Stretch stretch = entry.stretch();
    rewrite(
        new ManifestEntry(
            new Stretch(
                0,
                stretch.number(),
                stretch.firstOffset(),
                stretch.nextOffset(),
                stretch.records() + 1,
                stretch.times()),
            entry.file(),
            entry.previous()));
    assertFinds(ArchiveFault.CHAIN_BROKEN, ArchiveFault.RECORDS_DIFFER);
    assertReadersRefuse("to follow segment 3");
  }

  @Test
  void shouldFindAnEntryThatNamesAnotherSegmentsFile() throws IOException {
    ManifestEntry entry = entries.get(SEGMENT);
    SegmentFile other = entries.get(SEGMENT - 1).file();
    rewrite(new ManifestEntry(entry.stretch(), other, entry.previous()));
    assertFinds(
        ArchiveFault.CHAIN_BROKEN,
        ArchiveFault.SEGMENT_DOUBLED,
        ArchiveFault.RECORDS_DIFFER,
        ArchiveFault.SEGMENT_UNLISTED);
  }

  @Test
  void shouldFindAnEntryWhoseStretchDoesNotJoin() throws IOException {
    ManifestEntry entry = entries.get(SEGMENT);
    Stretch stretch = entry.stretch();
    rewrite(
        new ManifestEntry(
            new Stretch(
                0,
                stretch.number(),
                stretch.firstOffset() + 1,
                stretch.nextOffset(),
                stretch.records(),
                stretch.times()),
            entry.file(),
            entry.previous()));
    assertFinds(
        ArchiveFault.OFFSETS_BROKEN, ArchiveFault.CHAIN_BROKEN, ArchiveFault.RECORDS_DIFFER);
  }

  private void rewrite(ManifestEntry entry) throws IOException {
    Files.writeString(manifest(SEGMENT), entry.json());
  }

  @Test
  void shouldFindThatTheNewestSegmentsAreGoneByAHeadThatWasKept() throws IOException {
    // given
    int last = entries.size() - 1;
    Files.delete(manifest(last));
    Files.delete(segment(last));

    // then
    assertThat(verify().isClean()).isTrue();
    assertThat(verify(entries.get(last).hash()).findings())
        .extracting(ArchiveFinding::fault)
        .containsExactly(ArchiveFault.HEAD_MISSING);
  }

  @Test
  void shouldNameAChangedIdentity() throws IOException {
    Path identity = folder.resolve("saga.journal/archive.json");
    Files.writeString(identity, Files.readString(identity).replace("\"format\":1", "\"format\":9"));
    assertThatThrownBy(this::archived)
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("saga.journal/archive.json")
        .hasMessageContaining("format 1, but it has 9");
  }
}
