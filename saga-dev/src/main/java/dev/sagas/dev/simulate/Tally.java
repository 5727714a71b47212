package dev.sagas.dev.simulate;

import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.protocol.SagaStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what happened, world by world. */
final class Tally {
  private final Map<SimulatedFaultKind, Long> faults = new EnumMap<>(SimulatedFaultKind.class);
  private final Map<SagaStatus, Long> endedAs = new EnumMap<>(SagaStatus.class);
  private final Map<IncidentCode, Long> incidents = new EnumMap<>(IncidentCode.class);
  private final Coverage coverage = new Coverage();
  private final List<SagaCase> failed = new ArrayList<>();
  private long records;
  private int sagas;
  private int maxStateBytes;
  private long fingerprint;

  void add(World world) {
    coverage.add(world.coverage());
    maxStateBytes = Math.max(maxStateBytes, world.maxStateBytes());
    world.weatherFates().counts().forEach(this::addFault);
    world.cases().forEach(this::add);
  }

  private void add(SagaCase saga) {
    sagas++;
    records += saga.engine().records();
    saga.fates().counts().forEach(this::addFault);
    if (saga.engine().failure().isPresent()) {
      failed.add(saga);
    }
    if (saga.engine().isRefused()) {
      endedAs.merge(SagaStatus.REFUSED, 1L, Long::sum);
    }
    for (Judge.EndedRun run : saga.engine().judge().ended()) {
      endedAs.merge(run.outcome().outcome(), 1L, Long::sum);
    }
    fingerprint = Dice.key(fingerprint, fingerprint(saga));
    IncidentCounts counts = new IncidentCounts();
    for (Transition transition : saga.engine().journal()) {
      transition.events().forEach(event -> event.accept(counts));
    }
  }

  /** Counts the incidents that are raised. */
  private final class IncidentCounts extends SelectiveEventVisitor<Map<IncidentCode, Long>> {
    @Override
    protected Map<IncidentCode, Long> other(SagaEvent event) {
      return incidents;
    }

    @Override
    public Map<IncidentCode, Long> incidentRaised(SagaEvent.IncidentRaised event) {
      incidents.merge(event.code(), 1L, Long::sum);
      return incidents;
    }
  }

  /** Of everything that was decided for a saga. */
  static long fingerprint(SagaCase saga) {
    long print = saga.index();
    for (Transition transition : saga.engine().journal()) {
      print = Dice.key(print, transition.atMs(), transition.effects().size());
      for (SagaEvent event : transition.events()) {
        print = Dice.key(print, event.getClass().getSimpleName().hashCode());
      }
    }
    return print;
  }

  private void addFault(SimulatedFaultKind kind, long count) {
    faults.merge(kind, count, Long::sum);
  }

  /** The sagas for which something did not hold, in order. */
  List<SagaCase> failed() {
    return failed;
  }

  SimulationReport report(long seed, long durationMs, List<FoundViolation> violations) {
    return new SimulationReport(
        new SimulationReport.Counts(seed, sagas, records, maxStateBytes, durationMs),
        faults,
        endedAs,
        incidents,
        new SimulationReport.TableUse(
            coverage.visitedCells(), Coverage.possibleCells(), coverage.missed()),
        violations,
        fingerprint);
  }
}
