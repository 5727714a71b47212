package dev.sagas.audit;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts the results of the runs of one saga type. */
final class TypeTally {
  private static final Comparator<Map.Entry<StepName, StepTally>> BY_NAMING =
      Comparator.comparing((Map.Entry<StepName, StepTally> step) -> step.getValue().named())
          .thenComparing(step -> step.getKey().value());

  final DurationTally duration = new DurationTally();
  private final Map<StepName, StepTally> steps = new HashMap<>();
  private final Map<SagaStatus, Long> outcomes = new EnumMap<>(SagaStatus.class);
  private final CodeTally incidents = new CodeTally();
  private final Map<WaitReason.Kind, Long> waitedMs = new EnumMap<>(WaitReason.Kind.class);
  private long runs;
  private long atMs;
  private int named;

  /** Begins an entry, which names the steps that are asked for until the next one begins. */
  void entry(long entryAtMs) {
    atMs = entryAtMs;
    named = 0;
  }

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
    int place = named++;
    StepTally step =
        steps.computeIfAbsent(name, key -> new StepTally(new StepTally.Naming(atMs, place)));
    step.name(atMs, place);
    return step;
  }

  /** Adds what another one has counted of the same type. */
  void add(TypeTally other) {
    other.steps.forEach(
        (name, step) -> {
          StepTally own = steps.computeIfAbsent(name, key -> new StepTally(step.named()));
          own.name(step.named().atMs(), step.named().place());
          own.add(step);
        });
    duration.add(other.duration);
    other.outcomes.forEach((outcome, times) -> outcomes.merge(outcome, times, Long::sum));
    incidents.add(other.incidents);
    other.waitedMs.forEach((reason, ms) -> waitedMs.merge(reason, ms, Long::sum));
    runs += other.runs;
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

  void write(DataOutput out) throws IOException {
    out.writeLong(runs);
    duration.write(out);
    TallyMaps.write(out, outcomes);
    incidents.write(out);
    TallyMaps.write(out, waitedMs);
    out.writeShort(steps.size());
    // Sorted, so that the same statistics are the same bytes.
    Map<String, StepTally> sorted = new TreeMap<>();
    steps.forEach((name, step) -> sorted.put(name.value(), step));
    for (Map.Entry<String, StepTally> step : sorted.entrySet()) {
      out.writeUTF(step.getKey());
      step.getValue().write(out);
    }
  }

  static TypeTally read(DataInput in) throws IOException {
    TypeTally type = new TypeTally();
    type.runs = in.readLong();
    type.duration.read(in);
    TallyMaps.read(
        in, (name, count) -> type.outcomes.merge(SagaStatus.valueOf(name), count, Long::sum));
    type.incidents.read(in);
    TallyMaps.read(
        in, (name, ms) -> type.waitedMs.merge(WaitReason.Kind.valueOf(name), ms, Long::sum));
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      type.steps.put(new StepName(in.readUTF()), StepTally.read(in));
    }
    return type;
  }

  TypeAnalytics summary(SagaType type) {
    return new TypeAnalytics(
        type,
        runs,
        outcomes,
        duration.summary(),
        incidents.counts(),
        waitedMs,
        steps.entrySet().stream()
            .sorted(BY_NAMING)
            .map(step -> step.getValue().summary(step.getKey()))
            .toList());
  }
}
