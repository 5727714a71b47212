package dev.sagas.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.SagaId;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.test.TestRecord;

/** What a deployment wrote, topic by topic, to be audited as it is or after it was changed. */
public final class RecordedTopics {
  public static final String JOURNAL = "saga.journal";
  static final String OUTCOMES = "saga.outcomes";
  static final String CHECKPOINTS = EngineNames.checkpointChangelog(RecordedDeployment.APPLICATION);

  /** One record; a value of no bytes stands for a removal. */
  public record Raw(String key, Bytes value, Map<String, String> headers) {
    public byte[] bytes() {
      return value.array();
    }

    Raw withValue(byte[] other) {
      return new Raw(key, Bytes.of(other), headers);
    }

    Raw withHeader(String name, String text) {
      Map<String, String> changed = new HashMap<>(headers);
      changed.put(name, text);
      return new Raw(key, value, changed);
    }

    /** The same with one bit of one byte turned. */
    public Raw damagedAt(int index) {
      byte[] damaged = bytes().clone();
      damaged[index] ^= 1;
      return withValue(damaged);
    }
  }

  private final Map<String, Object> client;
  private final Map<String, List<Raw>> topics = new TreeMap<>();
  private final Set<String> expired = new HashSet<>();
  private UnaryOperator<List<ConsumerRecord<byte[], byte[]>>> journalReader =
      UnaryOperator.identity();

  RecordedTopics(Map<String, Object> client) {
    this.client = client;
  }

  RecordedTopics copy() {
    RecordedTopics copy = new RecordedTopics(client);
    topics.forEach((topic, records) -> copy.topics.put(topic, new ArrayList<>(records)));
    return copy;
  }

  void add(String topic, TestRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(
            header ->
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    String key = new String(record.key(), StandardCharsets.UTF_8);
    Bytes value = record.value() == null ? Bytes.EMPTY : Bytes.of(record.value());
    topic(topic).add(new Raw(key, value, headers));
  }

  /** The records of a topic, to be changed at will. */
  public List<Raw> topic(String topic) {
    return topics.computeIfAbsent(topic, name -> new ArrayList<>());
  }

  /** Lets audits get the journal's records from elsewhere. */
  void readJournalBy(UnaryOperator<List<ConsumerRecord<byte[], byte[]>>> reader) {
    journalReader = reader;
  }

  /** Says that the topic's log no longer begins at 0. */
  void expire(String topic) {
    expired.add(topic);
  }

  Raw newestCommand(String saga) {
    Raw newest = null;
    for (JournalEntry entry : entries(saga)) {
      for (var sent : entry.commands()) {
        newest =
            topic(sent.topic()).stream()
                .filter(raw -> sent.commandId().equals(raw.headers().get("saga-command-id")))
                .findFirst()
                .orElseThrow();
      }
    }
    return newest;
  }

  /** Where a saga's records stand in a topic. */
  List<Integer> indexes(String topic, String saga) {
    List<Integer> indexes = new ArrayList<>();
    List<Raw> records = topic(topic);
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).key().equals(saga)) {
        indexes.add(i);
      }
    }
    return indexes;
  }

  public List<JournalEntry> entries(String saga) {
    try (AvroCodec avro = AvroCodec.create(client, SubjectStrategy.TOPIC_NAME)) {
      JournalCodec codec = new JournalCodec(avro, JOURNAL);
      return topic(JOURNAL).stream()
          .filter(raw -> raw.key().equals(saga))
          .map(raw -> codec.decode(raw.bytes()))
          .toList();
    }
  }

  /** The journal as a reader gets it. */
  public List<ReadEntry> journal() {
    List<Raw> raws = topic(JOURNAL);
    List<ReadEntry> read = new ArrayList<>();
    try (AvroCodec avro = AvroCodec.create(client, SubjectStrategy.TOPIC_NAME)) {
      JournalCodec codec = new JournalCodec(avro, JOURNAL);
      for (int offset = 0; offset < raws.size(); offset++) {
        byte[] value = raws.get(offset).bytes();
        read.add(ReadEntry.of(new Position(JOURNAL, 0, offset), codec.decode(value), value));
      }
    }
    return read;
  }

  /** Every state that the store ever held, in order. */
  public List<SagaState> states() {
    return topic(CHECKPOINTS).stream()
        .filter(raw -> !raw.value().isEmpty())
        .map(raw -> CheckpointCodec.decode(raw.bytes()).state())
        .toList();
  }

  /** Rewrites one entry of a saga: its own hash is right again, nobody else's is touched. */
  void forge(String saga, int index, UnaryOperator<JournalEntry> change) {
    int at = indexes(JOURNAL, saga).get(index);
    topic(JOURNAL).set(at, encode(saga, change.apply(entries(saga).get(index))));
  }

  /** Rewrites a saga's whole journal as a faultless chain of other entries. */
  public void rechain(String saga, List<JournalEntry> entries) {
    List<Integer> places = indexes(JOURNAL, saga);
    Digest previous = Digest.ZERO;
    for (int i = 0; i < entries.size(); i++) {
      JournalEntry linked = Forged.of(entries.get(i)).revision(i + 1).previous(previous).entry();
      Raw raw = encode(saga, linked);
      previous = JournalCodec.hashOf(raw.bytes());
      if (i < places.size()) {
        topic(JOURNAL).set(places.get(i), raw);
      } else {
        topic(JOURNAL).add(raw);
      }
    }
    for (int i = places.size() - 1; i >= entries.size(); i--) {
      topic(JOURNAL).remove((int) places.get(i));
    }
  }

  /** Adds an entry at the journal's end. */
  void append(String saga, JournalEntry entry) {
    topic(JOURNAL).add(encode(saga, entry));
  }

  private Raw encode(String saga, JournalEntry entry) {
    try (AvroCodec avro = AvroCodec.create(client, SubjectStrategy.TOPIC_NAME)) {
      return new Raw(saga, new JournalCodec(avro, JOURNAL).encode(entry).value(), Map.of());
    }
  }

  /**
   * The report, which is the same whether ended sagas are kept in memory or written down, and
   * whether one thread audits all sagas or several do.
   */
  public AuditReport audit(long nowMs) {
    AuditReport inMemory = auditInMemory(nowMs);
    assertThat(audit(nowMs, new ParallelAudit.Size(1, 0))).isEqualTo(inMemory);
    assertThat(audit(nowMs, new ParallelAudit.Size(3, 0))).isEqualTo(inMemory);
    assertThat(audit(nowMs, new ParallelAudit.Size(4, Accounts.MAX_AT_REST))).isEqualTo(inMemory);
    return inMemory;
  }

  AuditReport auditInMemory(long nowMs) {
    return audit(nowMs, new ParallelAudit.Size(1, Accounts.MAX_AT_REST));
  }

  private AuditReport audit(long nowMs, ParallelAudit.Size size) {
    AuditTopics names = new AuditTopics(RecordedDeployment.TOPICS, CHECKPOINTS);
    Coverage coverage = new Coverage();
    topics
        .keySet()
        .forEach(topic -> coverage.starts(new Position(topic, 0, expired.contains(topic) ? 7 : 0)));
    try (WrittenRecords records = WrittenRecords.open(client, RecordedDeployment.TOPICS);
        ParallelAudit audit = new ParallelAudit(names, coverage, records, size)) {
      topics.keySet().forEach(topic -> records(topic).forEach(audit));
      audit.settle();
      Set<SagaId> suspects = audit.suspects();
      records(JOURNAL).forEach(record -> audit.acquit(record, suspects));
      Conclusion conclusion = audit.conclude(nowMs);
      return audit.report(conclusion.violations(), conclusion.unprovable());
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<Raw> raws = topic(topic);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int offset = 0; offset < raws.size(); offset++) {
      records.add(record(topic, offset, raws.get(offset)));
    }
    return topic.equals(JOURNAL) ? journalReader.apply(records) : records;
  }

  private static ConsumerRecord<byte[], byte[]> record(String topic, int offset, Raw raw) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            topic,
            0,
            offset,
            raw.key().getBytes(StandardCharsets.UTF_8),
            raw.value().isEmpty() ? null : raw.bytes());
    raw.headers()
        .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return record;
  }
}
