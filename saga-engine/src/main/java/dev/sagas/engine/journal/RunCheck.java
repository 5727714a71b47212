package dev.sagas.engine.journal;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Repeats the decisions of selected runs: fed with the journal's entries, it stops each run at its
 * first difference.
 */
final class RunCheck {
  private final DecisionReplay replay;
  private final Set<RunKey> live;
  private final Predicate<SagaIdentity> deployed;
  private final Map<RunKey, RunFold> runs = new HashMap<>();
  private final Map<RunKey, CheckReport.Break> broken = new HashMap<>();
  private final Map<RunKey, SagaIdentity> heads = new HashMap<>();
  private long decisions;
  private long skipped;

  /**
   * A check.
   *
   * @param live runs that have not ended
   * @param deployed true if the definitions have that version
   */
  RunCheck(DecisionReplay replay, Set<RunKey> live, Predicate<SagaIdentity> deployed) {
    this.replay = replay;
    this.live = live;
    this.deployed = deployed;
  }

  void accept(ReadEntry read) {
    if (read.entry().note().isPresent()) {
      return;
    }
    RunKey key = read.key();
    heads.put(key, read.entry().identity());
    if (broken.containsKey(key)) {
      return;
    }
    RunFold run = runs.computeIfAbsent(key, RunFold::new);
    Optional<SagaState> before = run.state();
    if (!run.accept(read)) {
      return;
    }
    replay
        .decide(before, read)
        .accept(new Counting())
        .ifPresent(
            difference -> {
              SagaIdentity identity = read.entry().identity();
              broken.put(key, found(CheckReport.Kind.DIFFERS, identity, Optional.of(difference)));
              runs.remove(key);
            });
  }

  /** Counts what became of a decision; returns the difference that breaks the run, if any. */
  private final class Counting implements Redecision.Visitor<Optional<Difference>> {
    @Override
    public Optional<Difference> same(Redecision.Same again) {
      decisions++;
      return Optional.empty();
    }

    @Override
    public Optional<Difference> skipped(Redecision.Skipped again) {
      skipped++;
      return Optional.empty();
    }

    @Override
    public Optional<Difference> differs(Redecision.Differs again) {
      decisions++;
      return Optional.of(again.difference());
    }
  }

  private CheckReport.Break found(
      CheckReport.Kind kind, SagaIdentity identity, Optional<Difference> difference) {
    return new CheckReport.Break(
        kind,
        identity.id(),
        identity.run(),
        identity.type(),
        identity.version(),
        live.contains(RunKey.of(identity)),
        difference);
  }

  CheckReport report() {
    heads.forEach(
        (key, identity) -> {
          if (live.contains(key) && !deployed.test(identity)) {
            broken.putIfAbsent(
                key, found(CheckReport.Kind.VERSION_MISSING, identity, Optional.empty()));
          }
        });
    long unchecked = runs.values().stream().filter(run -> run.fault().isPresent()).count();
    long living = heads.keySet().stream().filter(live::contains).count();
    List<CheckReport.Break> listed = new ArrayList<>(broken.values());
    // Live sagas first: they are what breaks.
    listed.sort(
        Comparator.comparing((CheckReport.Break run) -> !run.live())
            .thenComparing(run -> run.saga().value())
            .thenComparing(CheckReport.Break::run));
    return new CheckReport(
        new CheckReport.Counts(living, heads.size() - living, decisions, skipped, unchecked),
        listed.stream().limit(CheckReport.MAX_LISTED).toList(),
        listed.size());
  }
}
