package dev.sagas.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an audit divides the sagas, and that nobody can tell from its report. */
class ParallelAuditTest {
  private static final TopicNames TOPICS = TopicNames.DEFAULT;
  private static final String CHANGELOG = "saga-orchestrator-checkpoints-changelog";
  private static final AuditTopics AUDITED = new AuditTopics(TOPICS, CHANGELOG);
  private static final int SHARDS = 7;
  private static final byte NEWER_FORMAT = 9;

  private final Map<String, Object> client =
      Map.of(
          "schema.registry.url",
          "http://unused",
          RegistryClient.CLIENT_CONFIG,
          new InMemoryRegistryClient());
  private final AvroCodec codec = AvroCodec.create(client, SubjectStrategy.TOPIC_NAME);
  private final WrittenRecords written = WrittenRecords.open(client, TOPICS);

  @BeforeEach
  void register() {
    codec.register(TOPICS.journal(), SagaTransition.getClassSchema());
    codec.register(TOPICS.outcomes(), SagaOutcome.getClassSchema());
  }

  @AfterEach
  void close() {
    written.close();
    codec.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void shouldGiveTheSameReportWhateverTheNumberOfThreads(int threads) {
    // given: more faults than a report lists
    int sagas = AuditReport.MAX_LISTED / 2 + 10;
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records(sagas)) {
      int times = record.topic().equals(TOPICS.outcomes()) ? 3 : 1;
      for (int i = 0; i < times && !record.topic().endsWith(".commands"); i++) {
        records.add(record);
      }
    }

    // when
    AuditReport report = audit(records, threads);

    // then
    assertThat(report.violationCount()).isEqualTo(sagas * (2L + 3));
    assertThat(report.violations())
        .hasSize(AuditReport.MAX_LISTED)
        .extracting(Violation::code)
        .containsOnly(ViolationCode.OUTCOME_REPEATED);
    assertThat(report).isEqualTo(audit(records, 1));
  }

  @Test
  void shouldKeepTheRecordsOfASagaTogetherWhenTheirKeysAreOthers() {
    // given
    AuditRouter router = new AuditRouter(AUDITED, written, SHARDS);
    List<ConsumerRecord<byte[], byte[]>> records = records(1);
    int shard = router.shardOf(records.get(0));

    // when, then
    for (ConsumerRecord<byte[], byte[]> record : records) {
      assertThat(router.shardOf(record)).isEqualTo(shard);
      if (!record.topic().equals(CHANGELOG)) {
        for (int i = 0; i < SHARDS; i++) {
          byte[] key = ("other-" + i).getBytes(StandardCharsets.UTF_8);
          assertThat(router.shardOf(withKey(record, key))).isEqualTo(shard);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 127, 128, 200})
  void shouldRecogniseTheKeyInAValueOfAnyLength(int length) {
    // given: as Avro writes it
    byte[] text = "x".repeat(length).getBytes(StandardCharsets.UTF_8);
    byte[] size =
        length < 64
            ? new byte[] {(byte) (length * 2)}
            : new byte[] {(byte) (((length * 2) & 0x7f) | 0x80), (byte) ((length * 2) >> 7)};
    byte[] value = new byte[5 + size.length + length];
    System.arraycopy(size, 0, value, 5, size.length);
    System.arraycopy(text, 0, value, 5 + size.length, length);

    // when, then
    assertThat(AuditRouter.beginsWith(value, text)).isTrue();
    for (int cut = 0; cut < value.length; cut++) {
      assertThat(AuditRouter.beginsWith(Arrays.copyOf(value, cut), text)).isFalse();
    }
  }

  @Test
  void shouldFindNothingWhenASupersededCheckpointIsDamaged() {
    // given
    List<ConsumerRecord<byte[], byte[]>> records = records(3);

    // when: the next to last of the last saga, which is the second value of its shard
    byte[] damaged = checkpoints(records).get(checkpoints(records).size() - 4).value();
    damaged[damaged.length - 1] ^= 1;

    // then
    assertThat(audit(records, 2).violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void shouldSayThatANewerVersionWroteItWhenItIsSupersededToo(int index) {
    // given
    List<ConsumerRecord<byte[], byte[]>> records = records(2);

    // when
    ConsumerRecord<byte[], byte[]> checkpoint = checkpoints(records).get(index);
    records.set(records.indexOf(checkpoint), withValue(checkpoint, newer()));

    // then
    assertThatThrownBy(() -> audit(records, 2))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining("a newer version of the orchestrator wrote it");
  }

  private static byte[] newer() {
    return WireFixtures.framed(NEWER_FORMAT, new byte[] {1});
  }

  private List<ConsumerRecord<byte[], byte[]>> records(int sagas) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int number = 0; number < sagas; number++) {
      SyntheticSaga saga = new SyntheticSaga(codec, TOPICS, CHANGELOG, number);
      for (int i = 0; i < SyntheticSaga.TRANSITIONS; i++) {
        records.addAll(saga.next());
      }
    }
    return records;
  }

  private static List<ConsumerRecord<byte[], byte[]>> checkpoints(
      List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().filter(record -> record.topic().equals(CHANGELOG)).toList();
  }

  private static ConsumerRecord<byte[], byte[]> withKey(
      ConsumerRecord<byte[], byte[]> record, byte[] key) {
    return copy(record, key, record.value());
  }

  private static ConsumerRecord<byte[], byte[]> withValue(
      ConsumerRecord<byte[], byte[]> record, byte[] value) {
    return copy(record, record.key(), value);
  }

  private static ConsumerRecord<byte[], byte[]> copy(
      ConsumerRecord<byte[], byte[]> record, byte[] key, byte[] value) {
    ConsumerRecord<byte[], byte[]> copy =
        new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), key, value);
    record.headers().forEach(header -> copy.headers().add(header));
    return copy;
  }

  private AuditReport audit(List<ConsumerRecord<byte[], byte[]>> records, int threads) {
    Coverage coverage = new Coverage();
    AUDITED.required().forEach(topic -> coverage.starts(new Position(topic, 0, 0)));
    ParallelAudit.Size size = new ParallelAudit.Size(threads, 100);
    try (ParallelAudit audit = new ParallelAudit(AUDITED, coverage, written, size)) {
      records.forEach(audit);
      audit.settle();
      Conclusion conclusion = audit.conclude(0);
      return audit.report(conclusion.violations(), conclusion.unprovable());
    }
  }
}
