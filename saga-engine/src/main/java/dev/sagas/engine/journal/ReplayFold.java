package dev.sagas.engine.journal;

import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.SagaId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A replay without Kafka: fed with the journal's entries, it rebuilds the requested sagas.
 *
 * <ul>
 *   <li>Entries of one saga must be passed in the journal's order.
 *   <li>Without ids it keeps only live runs; with ids one run of each.
 * </ul>
 */
final class ReplayFold {
  private final ReplayQuery query;
  private final ReplayListener listener;
  private final Map<SagaId, AskedSaga> asked = new LinkedHashMap<>();
  private final Map<RunKey, RunFold> live = new HashMap<>();

  ReplayFold(ReplayQuery query, ReplayListener listener) {
    this.query = query;
    this.listener = listener;
    query.sagas().forEach(saga -> asked.put(saga, new AskedSaga(saga, query)));
  }

  /** True if entries of that saga are needed; called before one is decoded. */
  boolean wants(SagaId saga) {
    return asked.isEmpty() || asked.containsKey(saga);
  }

  /** How many runs it keeps. */
  int kept() {
    return live.size();
  }

  void accept(ReadEntry read) {
    JournalEntry entry = read.entry();
    if (entry.note().isPresent() || !query.wants(entry.identity())) {
      return;
    }
    if (asked.isEmpty()) {
      stream(read);
      return;
    }
    AskedSaga saga = asked.get(entry.identity().id());
    if (saga != null) {
      saga.accept(read);
    }
  }

  /** A run leaves memory with its end, or with its first entry beyond the point. */
  private void stream(ReadEntry read) {
    RunKey key = read.key();
    if (query.run().filter(wanted -> !wanted.equals(key.run())).isPresent()) {
      return;
    }
    if (!query.covers(read)) {
      RunFold passed = live.remove(key);
      if (passed != null) {
        tell(passed);
      }
      return;
    }
    RunFold run = live.computeIfAbsent(key, RunFold::new);
    run.accept(read);
    if (RunFold.ends(read.entry())) {
      live.remove(key);
      tell(run);
    }
  }

  private void tell(RunFold run) {
    if (run.fault().isPresent()) {
      listener.unbuildable(
          new Unbuildable(
              run.key().saga(),
              Optional.of(run.key().run()),
              "Saga " + run.key().saga() + ", run " + run.key().run() + ": " + run.fault().get()));
    } else if (query.wants(run.state().orElseThrow().status())) {
      listener.rebuilt(run.rebuilt().orElseThrow());
    }
  }

  /**
   * Reports the remaining runs.
   *
   * @param begins where the partition of each saga begins
   */
  void finish(Function<SagaId, JournalBegin> begins) {
    live.values().forEach(this::tell);
    live.clear();
    asked.forEach((saga, found) -> found.tell(listener, begins.apply(saga)));
  }
}
