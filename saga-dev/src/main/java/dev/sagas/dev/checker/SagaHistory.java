package dev.sagas.dev.checker;

import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/** Everything that was found about one saga id, in the order in which it was found. */
final class SagaHistory {
  private final SagaId id;
  private final Map<RunId, RunHistory> runs = new LinkedHashMap<>();
  private final List<HistoryRecord> requests = new ArrayList<>();
  private final List<HistoryRecord> deadLetters = new ArrayList<>();
  private final List<HistoryRecord> unreadable = new ArrayList<>();
  private final List<String> acknowledged = new ArrayList<>();
  private boolean refused;
  private Optional<HistoryRecord> checkpoint = Optional.empty();

  SagaHistory(SagaId id) {
    this.id = id;
  }

  void addRequest(HistoryRecord request) {
    requests.add(request);
  }

  void addDeadLetter(HistoryRecord letter) {
    deadLetters.add(letter);
  }

  /** A journal entry that cannot be read. */
  void addUnreadable(HistoryRecord entry) {
    unreadable.add(entry);
  }

  void addAcknowledged(String operationId) {
    acknowledged.add(operationId);
  }

  void refuse() {
    refused = true;
  }

  void setCheckpoint(HistoryRecord newest) {
    checkpoint = Optional.of(newest);
  }

  RunHistory run(RunId run) {
    return runs.computeIfAbsent(run, RunHistory::new);
  }

  SagaId id() {
    return id;
  }

  Collection<RunHistory> runs() {
    return runs.values();
  }

  Optional<RunHistory> find(RunId run) {
    return Optional.ofNullable(runs.get(run));
  }

  /** The newest run in the journal. */
  Optional<RunHistory> newest() {
    return runs.values().stream()
        .filter(run -> !run.lines().isEmpty())
        .reduce((before, after) -> firstOffset(before) < firstOffset(after) ? after : before);
  }

  private static long firstOffset(RunHistory run) {
    return run.lines().get(0).record().offset();
  }

  List<HistoryRecord> requests() {
    return requests;
  }

  List<HistoryRecord> deadLetters() {
    return deadLetters;
  }

  List<HistoryRecord> unreadable() {
    return unreadable;
  }

  List<String> acknowledged() {
    return acknowledged;
  }

  /** True if there is an outcome of a request that never became a run. */
  boolean isRefused() {
    return refused;
  }

  /** The newest record of the checkpoints' changelog, which may have no value. */
  Optional<HistoryRecord> checkpoint() {
    return checkpoint;
  }

  /** All events of all transitions that count. */
  List<GenericRecord> events() {
    return runs.values().stream()
        .flatMap(run -> run.chain().stream())
        .flatMap(line -> line.events().stream())
        .toList();
  }

  Verdict verdict(VerdictKind kind, String detail) {
    return new Verdict(kind, id.toString(), detail);
  }

  Verdict verdict(VerdictKind kind, RunHistory run, String detail) {
    return new Verdict(kind, id + "/" + run.id(), detail);
  }
}
