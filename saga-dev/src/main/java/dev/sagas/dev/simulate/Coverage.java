package dev.sagas.dev.simulate;

import dev.sagas.engine.core.SagaTable;
import dev.sagas.engine.core.SagaTrigger;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.engine.core.StepTable;
import dev.sagas.engine.core.StepTrigger;
import dev.sagas.engine.core.Visit;
import dev.sagas.protocol.SagaStatus;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Which ways through the transition tables were taken. */
final class Coverage {
  private static final Set<Visit> POSSIBLE = possible();

  private final Set<Visit> visits = new HashSet<>();

  /** Notes a visit, and checks that the table allows it. */
  void visit(Visit visit) {
    if (visits.contains(visit)) {
      return;
    }
    InvariantBroken.unless(
        POSSIBLE.contains(visit), Invariant.TABLES, () -> "no cell leads to " + visit);
    visits.add(visit);
  }

  void add(Coverage other) {
    visits.addAll(other.visits);
  }

  /** How many cells were used at all. */
  int visitedCells() {
    Set<String> cells = new HashSet<>();
    visits.forEach(visit -> cells.add(visit.from().name() + "/" + visit.trigger().name()));
    return cells.size();
  }

  /** How many cells lead anywhere. */
  static int possibleCells() {
    Set<String> cells = new HashSet<>();
    POSSIBLE.forEach(way -> cells.add(way.from().name() + "/" + way.trigger().name()));
    return cells.size();
  }

  /** The ways that the tables allow and no one took, in words. */
  Set<String> missed() {
    Set<String> missed = new TreeSet<>();
    for (Visit way : POSSIBLE) {
      if (!visits.contains(way)) {
        missed.add(way.from() + " " + way.trigger() + " " + way.to());
      }
    }
    return missed;
  }

  private static Set<Visit> possible() {
    Set<Visit> ways = new HashSet<>();
    for (StepStatus from : StepStatus.values()) {
      for (StepTrigger trigger : StepTrigger.values()) {
        StepTable.cell(from, trigger)
            .targets()
            .forEach(to -> ways.add(new Visit(from, trigger, to)));
      }
    }
    for (SagaStatus from : SagaStatus.values()) {
      for (SagaTrigger trigger : SagaTrigger.values()) {
        SagaTable.cell(from, trigger)
            .targets()
            .forEach(to -> ways.add(new Visit(from, trigger, to)));
      }
    }
    return Set.copyOf(ways);
  }
}
