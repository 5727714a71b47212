package dev.sagas.archive.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.archive.MemoryStore;
import dev.sagas.archive.Tape;
import dev.sagas.archive.TapeConsumer;
import dev.sagas.archive.format.ArchiveException;
import dev.sagas.archive.format.StoredArchive;
import dev.sagas.archive.write.ArchiveSettings;
import dev.sagas.archive.write.JournalArchiver;
import dev.sagas.objects.ObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archive and topic, read as one. */
class ArchivedConsumerTest {
  private static final int PARTITIONS = 2;
  private static final Duration POLL = Duration.ofMillis(1);

  @TempDir private Path work;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final Tape tape = new Tape(PARTITIONS, seed);
  private final List<String> differences = new ArrayList<>();
  private final ObjectStore store = new MemoryStore();

  @BeforeEach
  void archiveTheFirstPart() {
    tape.grow(120);
    archive();
    tape.grow(60);
  }

  private void archive() {
    ArchiveSettings settings = ArchiveSettings.defaults().withSegmentBytes(3_000).in(work);
    try (TapeConsumer consumer = new TapeConsumer(tape)) {
      StoredArchive archive = StoredArchive.openOrCreate(store, Tape.IDENTITY);
      new JournalArchiver(consumer, archive, settings).run(offsets -> {});
    }
  }

  private long archiveEnd(int partition) {
    var entries = StoredArchive.find(store, Tape.TOPIC).orElseThrow().entries(partition);
    return entries.get(entries.size() - 1).stretch().nextOffset();
  }

  private ArchivedConsumer consumer() {
    return new ArchivedConsumer(
        new TapeConsumer(tape),
        StoredArchive.find(store, Tape.TOPIC).orElseThrow(),
        (position, what) -> differences.add(position + " " + what));
  }

  /** Happens between two polls. */
  private interface Meanwhile {
    void happens();
  }

  private Map<Integer, List<String>> readFromTheBeginning(Meanwhile meanwhile) {
    Map<Integer, List<String>> read = new HashMap<>();
    try (ArchivedConsumer consumer = consumer()) {
      consumer.assign(tape.all());
      consumer.beginningOffsets(tape.all()).forEach(consumer::seek);
      while (isBehind(consumer)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          read.computeIfAbsent(record.partition(), key -> new ArrayList<>()).add(Tape.text(record));
          assertThat(consumer.position(new TopicPartition(record.topic(), record.partition())))
              .isGreaterThan(record.offset());
        }
        meanwhile.happens();
      }
    }
    return read;
  }

  private boolean isBehind(ArchivedConsumer consumer) {
    return tape.all().stream()
        .anyMatch(each -> consumer.position(each) < tape.end(each.partition()));
  }

  private void assertEverything(Map<Integer, List<String>> read, int from) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<String> all = tape.records(partition).stream().map(Tape::text).toList();
      assertThat(read.get(partition))
          .as("partition %s, seed %s", partition, seed)
          .containsExactlyElementsOf(all.subList(from, all.size()));
    }
  }

  @Test
  void shouldReadTheTopicAloneAndCompareItWhenNothingIsDeleted() {
    // when
    Map<Integer, List<String>> read = readFromTheBeginning(() -> {});

    // then
    assertEverything(read, 0);
    assertThat(differences).isEmpty();
  }

  @Test
  void shouldReadEverythingWhereverTheTopicBegins() {
    for (int i = 0; i < 5; i++) {
      // given
      for (int partition = 0; partition < PARTITIONS; partition++) {
        long end = archiveEnd(partition);
        long begin = tape.begin(partition);
        tape.expire(partition, begin + random.nextLong(end - begin + 1));
      }

      // when
      Map<Integer, List<String>> read = readFromTheBeginning(() -> {});

      // then
      assertEverything(read, 0);
      assertThat(differences).as("seed %s", seed).isEmpty();
    }
  }

  @Test
  void shouldReadEverythingWhenTheWholeArchivedPartIsDeleted() {
    // given
    tape.expire(0, archiveEnd(0));
    tape.expire(1, archiveEnd(1));

    // then
    assertEverything(readFromTheBeginning(() -> {}), 0);
  }

  @Test
  void shouldReadEverythingWhenTheTopicLosesRecordsMeanwhile() {
    // when
    Map<Integer, List<String>> read =
        readFromTheBeginning(
            () -> {
              int partition = random.nextInt(PARTITIONS);
              tape.expire(
                  partition,
                  Math.min(archiveEnd(partition), tape.begin(partition) + random.nextInt(25)));
            });

    // then
    assertEverything(read, 0);
    assertThat(differences).as("seed %s", seed).isEmpty();
  }

  @Test
  void shouldReadFromAnyOffset() {
    // given
    tape.expire(0, archiveEnd(0) / 2);
    TopicPartition partition = new TopicPartition(Tape.TOPIC, 0);
    for (int from = 0; from < tape.records(0).size(); from += 6) {
      // when
      List<String> read = new ArrayList<>();
      try (ArchivedConsumer consumer = consumer()) {
        consumer.assign(Set.of(partition));
        consumer.seek(partition, tape.records(0).get(from).offset());
        while (consumer.position(partition) < tape.end(0)) {
          consumer.poll(POLL).forEach(record -> read.add(Tape.text(record)));
        }
      }

      // then
      assertThat(read)
          .as("from %s, seed %s", from, seed)
          .containsExactlyElementsOf(tape.records(0).stream().skip(from).map(Tape::text).toList());
    }
  }

  @Test
  void shouldGiveNothingOfAPausedPartition() {
    // given
    tape.expire(0, archiveEnd(0));
    TopicPartition partition = new TopicPartition(Tape.TOPIC, 0);
    try (ArchivedConsumer consumer = consumer()) {
      consumer.assign(Set.of(partition));
      consumer.seek(partition, 0);

      // when
      consumer.pause(Set.of(partition));

      // then
      assertThat(consumer.poll(POLL).isEmpty()).isTrue();
      assertThat(consumer.paused()).containsExactly(partition);

      // when
      consumer.resume(Set.of(partition));

      // then
      assertThat(consumer.poll(POLL).isEmpty()).isFalse();
    }
  }

  @Test
  void shouldNameTheRecordThatIsAnotherInTheTopic() {
    // given
    ConsumerRecord<byte[], byte[]> original = tape.records(0).get(3);
    tape.records(0).set(3, altered(original));

    // when
    readFromTheBeginning(() -> {});

    // then
    assertThat(differences)
        .as("seed %s", seed)
        .containsExactly(
            "saga.journal-0-%s they differ in: value, headers".formatted(original.offset()));
  }

  private static ConsumerRecord<byte[], byte[]> altered(ConsumerRecord<byte[], byte[]> record) {
    RecordHeaders headers = new RecordHeaders(record.headers().toArray());
    headers.add("more", new byte[0]);
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        record.serializedKeySize(),
        3,
        record.key(),
        new byte[] {1, 2, 3},
        headers,
        Optional.empty());
  }

  @Test
  void shouldNameTheRecordThatIsInOneOfThemAlone() {
    // given
    ConsumerRecord<byte[], byte[]> missing = tape.records(1).remove(4);

    // when
    readFromTheBeginning(() -> {});

    // then
    assertThat(differences)
        .as("seed %s", seed)
        .containsExactly(
            "saga.journal-1-%s it is in the archive alone".formatted(missing.offset()));
  }

  @Test
  void shouldNameTheRecordThatIsInTheTopicAlone() {
    // given: a transaction marker becomes a record
    ConsumerRecord<byte[], byte[]> before = tape.records(1).remove(4);
    archiveAgain();
    tape.records(1).add(4, before);

    // when
    readFromTheBeginning(() -> {});

    // then
    assertThat(differences)
        .as("seed %s", seed)
        .containsExactly("saga.journal-1-%s it is in the topic alone".formatted(before.offset()));
  }

  private void archiveAgain() {
    List<String> keys = new ArrayList<>();
    store.list("", object -> keys.add(object.key()));
    keys.forEach(store::delete);
    archive();
  }

  @Test
  void shouldNameTheGapBetweenArchiveAndTopic() {
    // given
    long end = archiveEnd(0);
    tape.expire(0, end + 2);

    // when, then
    assertThatThrownBy(() -> readFromTheBeginning(() -> {}))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("saga.journal-0")
        .hasMessageContaining("at offset " + end)
        .hasMessageContaining("begins at " + (end + 2))
        .hasMessageContaining("2 offsets between are lost");
  }

  @Test
  void shouldSayThatTheBrokersHaveLostRecordsWhenTheTopicEndsBeforeItsArchive() {
    // given
    archive();
    Tape shorter = new Tape(PARTITIONS, seed);
    shorter.grow(10);
    try (ArchivedConsumer consumer =
        new ArchivedConsumer(
            new TapeConsumer(shorter),
            StoredArchive.find(store, Tape.TOPIC).orElseThrow(),
            (position, what) -> {})) {
      consumer.assign(shorter.all());

      // when, then
      assertThatThrownBy(() -> consumer.seek(shorter.all().get(0), 0))
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining("the brokers have lost records");
    }
  }
}
