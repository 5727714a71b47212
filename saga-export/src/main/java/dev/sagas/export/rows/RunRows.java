package dev.sagas.export.rows;

import dev.sagas.audit.RunTally;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.KeptState;
import dev.sagas.protocol.SagaHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Folds entries of the journal with the engine's own fold, and says what rows they change.
 *
 * <ul>
 *   <li>Pure: the same entries give the same rows, however they are divided into batches.
 *   <li>An entry that does not follow the one before is a gap: a row says so, and nothing further
 *       of that run is exported.
 * </ul>
 */
public final class RunRows {
  private final Function<Bytes, Optional<String>> json;

  /**
   * Rows with payloads as this function writes them.
   *
   * @param json the JSON of a saga's data; empty if it cannot be read
   */
  public RunRows(Function<Bytes, Optional<String>> json) {
    this.json = json;
  }

  /**
   * Adds the rows of an entry.
   *
   * @param known the run, if its beginning was read and it has not ended; its statistics change
   * @return the run after it; empty if there is none to continue with
   */
  public Optional<KnownRun> add(Optional<KnownRun> known, ReadEntry read, RowBatch rows) {
    JournalEntry entry = read.entry();
    if (entry.note().isPresent()) {
      return known;
    }
    Optional<SagaState> before = known.map(KnownRun::state);
    Optional<String> problem = problem(before, read);
    if (problem.isPresent()) {
      rows.put(ExportTable.EXPORT_GAPS, gap(read, problem.get()));
      rows.end(entry.identity());
      return Optional.empty();
    }
    Folded folded = fold(before, entry, rows);
    SagaState after = folded.after.withChain(new ChainLink(entry.revision(), read.statedHash()));
    RunTally tally = known.map(KnownRun::tally).orElseGet(RunTally::new);
    tally.add(entry, before);
    Map<String, Object> more = more(entry);
    more.put("measures", (Supplier<byte[]>) tally::encode);
    rows.put(ExportTable.SAGAS, new SagaRow(after, folded.detail).values(more));
    changedSteps(before, folded.detail, rows);
    if (after.status().isTerminal()) {
      rows.end(after.identity());
      return Optional.empty();
    }
    rows.put(ExportTable.EXPORT_STATES, state(after));
    return Optional.of(new KnownRun(after, tally));
  }

  private static Optional<String> problem(Optional<SagaState> before, ReadEntry read) {
    JournalEntry entry = read.entry();
    ChainLink head = before.map(SagaState::chain).orElse(ChainLink.START);
    if (!read.ownHashHolds()) {
      return Optional.of("Its bytes do not match its hash");
    }
    if (entry.revision() != head.revision() + 1) {
      return Optional.of(
          "Expected revision %s, but got %s: what came before is not in the journal, or was a gap"
              .formatted(head.revision() + 1, entry.revision()));
    }
    return entry.place().previousHash().equals(head.hash())
        ? Optional.empty()
        : Optional.of("It does not name the hash of the one before");
  }

  private static Map<String, Object> gap(ReadEntry read, String reason) {
    Map<String, Object> values = key(read.entry().identity());
    values.put("revision", read.entry().revision());
    values.put("partition_number", read.position().partition());
    values.put("record_offset", read.position().offset());
    values.put("reason", reason);
    return values;
  }

  /**
   * What a fold gave.
   *
   * @param detail the state before its end took data and steps from it; else the state
   */
  private record Folded(SagaState after, SagaState detail) {}

  private static Folded fold(Optional<SagaState> before, JournalEntry entry, RowBatch rows) {
    Optional<SagaState> state = before;
    Optional<SagaState> detail = before;
    for (SagaEvent event : entry.events()) {
      state.ifPresent(met -> event.accept(new EventRows(met, entry, rows)));
      boolean isEnd = event.accept(EndedVisitor.INSTANCE);
      state = Optional.of(SagaEvolver.evolve(state, List.of(event), entry.atMs()));
      detail = isEnd ? detail : state;
    }
    SagaState after =
        state.orElseThrow(() -> new IllegalStateException("Expected an entry with events"));
    return new Folded(after, detail.orElse(after));
  }

  private Map<String, Object> more(JournalEntry entry) {
    Map<String, Object> more = new HashMap<>();
    entry.content().data().flatMap(json).ifPresent(text -> more.put("data", text));
    Optional.ofNullable(entry.cause().headers().get(SagaHeaders.REQUESTED_BY))
        .filter(by -> entry.revision() == 1)
        .ifPresent(by -> more.put("requested_by", by));
    return more;
  }

  private static void changedSteps(Optional<SagaState> before, SagaState detail, RowBatch rows) {
    detail.steps().all().stream()
        .filter(step -> !before.flatMap(met -> met.step(step.name())).equals(Optional.of(step)))
        .forEach(step -> rows.put(ExportTable.STEPS, StepRow.of(detail.identity(), step)));
  }

  private static Map<String, Object> state(SagaState after) {
    Map<String, Object> values = key(after.identity());
    values.put("checkpoint", KeptState.encode(after));
    return values;
  }

  static Map<String, Object> key(SagaIdentity saga) {
    Map<String, Object> values = new HashMap<>();
    values.put("saga_id", saga.id().value());
    values.put("run", saga.run().value());
    return values;
  }
}
