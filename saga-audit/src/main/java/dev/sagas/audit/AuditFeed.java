package dev.sagas.audit;

import dev.sagas.engine.core.Digest;
import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.UnreadableRecordException;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Decodes the records of each topic and feeds them to a shard of the audit. */
final class AuditFeed implements Consumer<ConsumerRecord<byte[], byte[]>> {
  private static final byte[] NOTHING = new byte[0];

  private final AuditTopics topics;
  private final WrittenRecords records;
  private final AuditFold fold;

  AuditFeed(AuditTopics topics, WrittenRecords records, AuditFold fold) {
    this.topics = topics;
    this.records = records;
    this.fold = fold;
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    Position position = new Position(record.topic(), record.partition(), record.offset());
    if (record.topic().equals(topics.definitions())) {
      definition(record);
    } else if (record.topic().equals(topics.journal())) {
      entry(position, record);
    } else if (record.topic().equals(topics.outcomes())) {
      outcome(position, record);
    } else if (record.topic().equals(topics.checkpoints())) {
      fold.checkpoint(position, saga(record), Optional.ofNullable(record.value()));
    } else {
      command(position, record);
    }
  }

  /** Feeds a record of the journal once more, if it is of one of the sagas. */
  void acquit(ConsumerRecord<byte[], byte[]> record, Set<SagaId> suspects) {
    if (saga(record).filter(suspects::contains).isPresent()) {
      try {
        fold.acquit(records.entry(value(record)));
      } catch (UnreadableRecordException e) {
        return; // reported when it was read first
      }
    }
  }

  /** A definition that cannot be read is one that is not known. */
  private void definition(ConsumerRecord<byte[], byte[]> record) {
    try {
      fold.definition(records.definition(value(record)));
    } catch (UnreadableRecordException e) {
      return;
    }
  }

  private void entry(Position position, ConsumerRecord<byte[], byte[]> record) {
    byte[] value = value(record);
    JournalEntry entry;
    try {
      entry = records.entry(value);
    } catch (UnreadableRecordException e) {
      fold.unreadableEntry(position, saga(record), String.valueOf(e.getMessage()));
      return;
    }
    fold.entry(ReadEntry.of(position, entry, value));
  }

  private void outcome(Position position, ConsumerRecord<byte[], byte[]> record) {
    try {
      fold.outcome(position, records.outcome(value(record)));
    } catch (UnreadableRecordException e) {
      fold.unreadableOutcome(position, saga(record), String.valueOf(e.getMessage()));
    }
  }

  private void command(Position position, ConsumerRecord<byte[], byte[]> record) {
    fold.command(
        new ReadCommand(
            position,
            saga(record),
            header(record, SagaHeaders.COMMAND_ID),
            header(record, SagaHeaders.DEDUPLICATION_KEY),
            Digest.sha256(value(record))));
  }

  private static Optional<SagaId> saga(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    try {
      return key == null
          ? Optional.empty()
          : Optional.of(new SagaId(new String(key, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // reported where it matters
    }
  }

  static byte[] value(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    return value == null ? NOTHING : value;
  }

  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
