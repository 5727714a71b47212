package dev.sagas.operate.audit;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the results of the runs of one saga type. */
final class TypeTally {
  final DurationTally duration = new DurationTally();
  private final Map<StepName, StepTally> steps = new LinkedHashMap<>();
  private final Map<SagaStatus, Long> outcomes = new EnumMap<>(SagaStatus.class);
  private final CodeTally incidents = new CodeTally();
  private final Map<WaitReason.Kind, Long> waitedMs = new EnumMap<>(WaitReason.Kind.class);
  private long runs;

  void began() {
    runs++;
  }

  void ended(SagaStatus outcome) {
    outcomes.merge(outcome, 1L, Long::sum);
  }

  void incident(String code) {
    incidents.add(code);
  }

  StepTally step(StepName name) {
    return steps.computeIfAbsent(name, step -> new StepTally());
  }

  /**
   * Adds the time that a run has spent in a state. What holds a saga as a whole holds its steps.
   */
  void waited(SagaState state, long ms) {
    List<WaitReason> reasons = WaitReasons.of(state);
    if (state.isFrozen()) {
      waitedMs.merge(reasons.get(0).kind(), ms, Long::sum);
      return;
    }
    Set<WaitReason.Kind> kinds = EnumSet.noneOf(WaitReason.Kind.class);
    for (WaitReason reason : reasons) {
      kinds.add(reason.kind());
      reason.step().ifPresent(name -> step(name).waited(reason.kind(), ms));
    }
    kinds.forEach(kind -> waitedMs.merge(kind, ms, Long::sum));
  }

  TypeAnalytics summary(SagaType type) {
    return new TypeAnalytics(
        type,
        runs,
        outcomes,
        duration.summary(),
        incidents.counts(),
        waitedMs,
        steps.entrySet().stream().map(step -> step.getValue().summary(step.getKey())).toList());
  }
}
