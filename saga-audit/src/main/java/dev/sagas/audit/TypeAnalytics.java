package dev.sagas.audit;

import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.WaitReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Statistics of the runs of one saga type, all its versions together.
 *
 * @param runs how many began; those that did not end are the difference to {@code outcomes}
 * @param duration of the runs that ended, from start to end
 * @param incidents how many were raised, by code
 * @param waitedMs how long runs waited for what; branches that wait in parallel for the same count
 *     once
 * @param steps in the order of the times at which the journal first names them
 */
public record TypeAnalytics(
    SagaType type,
    long runs,
    Map<SagaStatus, Long> outcomes,
    Durations duration,
    Map<String, Long> incidents,
    Map<WaitReason.Kind, Long> waitedMs,
    List<StepAnalytics> steps) {
  public TypeAnalytics {
    Map<SagaStatus, Long> sortedOutcomes = new EnumMap<>(SagaStatus.class);
    sortedOutcomes.putAll(outcomes);
    outcomes = Collections.unmodifiableMap(sortedOutcomes);
    incidents = Collections.unmodifiableMap(new TreeMap<>(incidents));
    Map<WaitReason.Kind, Long> sortedWaits = new EnumMap<>(WaitReason.Kind.class);
    sortedWaits.putAll(waitedMs);
    waitedMs = Collections.unmodifiableMap(sortedWaits);
    steps = List.copyOf(steps);
  }
}
