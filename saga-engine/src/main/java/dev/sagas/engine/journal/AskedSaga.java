package dev.sagas.engine.journal;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A saga that was requested by its id: the run to report, or what exists instead of it. */
final class AskedSaga {
  private static final int MAX_NAMED_RUNS = 20;

  private final SagaId saga;
  private final ReplayQuery query;
  private final Set<RunId> runs = new TreeSet<>();
  private Optional<RunFold> newest = Optional.empty();
  private Optional<JournalEntry> firstBeyond = Optional.empty();

  AskedSaga(SagaId saga, ReplayQuery query) {
    this.saga = saga;
    this.query = query;
  }

  void accept(ReadEntry read) {
    RunKey key = read.key();
    if (runs.size() < MAX_NAMED_RUNS) {
      runs.add(key.run());
    }
    if (query.run().filter(wanted -> !wanted.equals(key.run())).isPresent()) {
      return;
    }
    if (!query.covers(read)) {
      firstBeyond = firstBeyond.or(() -> Optional.of(read.entry()));
      return;
    }
    if (newest.filter(run -> run.key().equals(key)).isEmpty()) {
      newest = Optional.of(new RunFold(key));
      firstBeyond = Optional.empty();
    }
    newest.get().accept(read);
  }

  /**
   * Reports the result.
   *
   * @param begin where the saga's partition of the journal begins
   */
  void tell(ReplayListener listener, JournalBegin begin) {
    if (newest.isEmpty()) {
      listener.unbuildable(new Unbuildable(saga, query.run(), nothing(begin)));
      return;
    }
    RunFold run = newest.get();
    Optional<String> problem = run.fault().or(() -> missedRevision(run));
    if (problem.isPresent()) {
      listener.unbuildable(
          new Unbuildable(
              saga,
              Optional.of(run.key().run()),
              "Saga " + saga + ", run " + run.key().run() + ": " + problem.get()));
    } else if (query.wants(run.state().orElseThrow().status())) {
      listener.rebuilt(run.rebuilt().orElseThrow());
    }
  }

  private Optional<String> missedRevision(RunFold run) {
    long newestRevision = run.state().map(SagaState::chain).orElseThrow().revision();
    return query
        .point()
        .filter(asked -> asked.kind() == ReplayPoint.Kind.REVISION)
        .filter(asked -> asked.value() > newestRevision)
        .map(
            asked ->
                "expected a revision from 1 to %s, which is the newest, but got %s"
                    .formatted(newestRevision, asked.value()));
  }

  private String nothing(JournalBegin begin) {
    if (firstBeyond.isPresent()) {
      JournalEntry first = firstBeyond.get();
      return """
      Saga %s has nothing in the journal up to %s: its first entry there is revision \
      %s of %s%s\
      """
          .formatted(
              saga,
              query.point().orElseThrow(),
              first.revision(),
              Instant.ofEpochMilli(first.atMs()),
              begin.hint());
    }
    if (query.run().isPresent() && !runs.isEmpty()) {
      return "Saga " + saga + " has no run " + query.run().get() + "; its runs are " + runs;
    }
    return "The journal has no entry of a saga with the id " + saga + begin.hint();
  }
}
