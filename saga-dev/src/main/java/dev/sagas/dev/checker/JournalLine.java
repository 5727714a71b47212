package dev.sagas.dev.checker;

import dev.sagas.protocol.RunId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/**
 * One journal entry, read as {@code docs/reference/integrity.md} describes it.
 *
 * @param record where it is
 * @param run the run that it belongs to
 * @param entry what it says
 * @param value its bytes, from which the hashes are taken
 */
record JournalLine(HistoryRecord record, RunId run, GenericRecord entry, RecordValue value) {
  private static final int WIRE_HEADER_BYTES = 5;
  private static final int HASH_BYTES = 32;
  private static final Set<String> ENDED =
      Set.of("COMPLETED", "COMPENSATED", "REFUSED", "ENDED_BY_OPERATOR");

  /** Empty if the record is no journal entry. */
  static Optional<JournalLine> of(HistoryRecord record) {
    if (record.value().isEmpty() || record.decoded().isEmpty()) {
      return Optional.empty();
    }
    RecordValue value = record.value().get();
    GenericRecord entry = record.decoded().get();
    return Fields.text(entry, "run")
        .filter(RunId::isValid)
        .filter(run -> value.size() > WIRE_HEADER_BYTES + 2 * HASH_BYTES)
        .map(run -> new JournalLine(record, new RunId(run), entry, value));
  }

  static boolean isEnd(String status) {
    return ENDED.contains(status);
  }

  boolean isNote() {
    return Fields.has(entry, "kind", "NOTE");
  }

  long revision() {
    return Fields.number(entry, "revision").orElse(-1L);
  }

  String status() {
    return Fields.text(entry, "status").orElse("UNKNOWN");
  }

  boolean isEnd() {
    return isEnd(status());
  }

  List<GenericRecord> events() {
    return Fields.records(entry, "events");
  }

  /** The ids of the commands that were sent with it. */
  List<String> commandIds() {
    return Fields.records(entry, "commands").stream()
        .flatMap(command -> Fields.text(command, "commandId").stream())
        .toList();
  }

  String hash() {
    return value.hex(value.size() - HASH_BYTES, value.size());
  }

  String previousHash() {
    return value.hex(value.size() - 2 * HASH_BYTES, value.size() - HASH_BYTES);
  }

  boolean hasItsHash() {
    return value.sha256(WIRE_HEADER_BYTES, value.size() - HASH_BYTES).equals(hash());
  }
}
