package dev.sagas.export.run;

import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.journal.RunKey;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.export.rows.KnownRun;
import dev.sagas.export.rows.RowBatch;
import dev.sagas.export.rows.RunRows;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One partition's states in memory, and what a stretch of its journal does to them.
 *
 * <ul>
 *   <li>The states of the runs that were used last are kept; all others are in the database.
 *   <li>What a stretch does is kept only once it is {@linkplain #written written}.
 * </ul>
 */
final class StretchFold {
  private static final float LOAD_FACTOR = 0.75f;

  private final RunRows rowsOf;
  private final int maxStates;
  private final Map<RunKey, KnownRun> states = new LinkedHashMap<>(16, LOAD_FACTOR, true);

  StretchFold(RunRows rowsOf, int maxStates) {
    this.rowsOf = rowsOf;
    this.maxStates = maxStates;
  }

  /** The runs whose state must be read first. */
  List<RunKey> missing(List<ReadEntry> entries) {
    Map<RunKey, Boolean> begins = new HashMap<>();
    entries.forEach(read -> begins.putIfAbsent(read.key(), isBegin(read.entry())));
    return begins.entrySet().stream()
        .filter(run -> !run.getValue() && !states.containsKey(run.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isBegin(JournalEntry entry) {
    return entry.revision() == 1 && entry.note().isEmpty();
  }

  /**
   * What was folded.
   *
   * @param after the states of the runs that are in it; empty for those that have ended
   */
  record Folded(RowBatch rows, Map<RunKey, Optional<KnownRun>> after) {}

  /** Folds entries, given the states that were {@link #missing}. */
  Folded fold(List<ReadEntry> entries, Map<RunKey, KnownRun> read) {
    RowBatch rows = new RowBatch();
    Map<RunKey, Optional<KnownRun>> after = new HashMap<>();
    for (ReadEntry entry : entries) {
      RunKey key = entry.key();
      // A copy of what is known: it stays as it is if this is not written.
      Optional<KnownRun> before =
          after.containsKey(key)
              ? after.get(key)
              : Optional.ofNullable(states.get(key))
                  .map(KnownRun::copy)
                  .or(() -> Optional.ofNullable(read.get(key)));
      after.put(key, rowsOf.add(before, entry, rows));
    }
    return new Folded(rows, after);
  }

  /** It is committed. */
  void written(Folded folded) {
    folded.after.forEach(
        (key, state) ->
            state.ifPresentOrElse(live -> states.put(key, live), () -> states.remove(key)));
    var oldest = states.keySet().iterator();
    while (states.size() > maxStates && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
    }
  }
}
