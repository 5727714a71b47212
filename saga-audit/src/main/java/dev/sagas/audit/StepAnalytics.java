package dev.sagas.audit;

import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Statistics of one step in all runs of a saga type.
 *
 * @param results how often it had each result; a step that was executed again counts again
 * @param executes commands sent to execute it, including retries
 * @param compensates commands sent to undo it, including retries
 * @param mostAttempts the highest attempt of one execute or compensate
 * @param duration from the first execute, or the beginning of the sleep or wait, until it
 *     succeeded, was rejected, became unknown, was skipped or abandoned; 0 for a local step
 * @param undoDuration from the first compensate until it was undone
 * @param failures failed attempts, rejections and rejected compensations by error code
 * @param waitedMs how long it waited for what
 */
public record StepAnalytics(
    StepName step,
    Map<StepEnd, Long> results,
    long executes,
    long compensates,
    long mostAttempts,
    Durations duration,
    Durations undoDuration,
    Map<String, Long> failures,
    Map<WaitReason.Kind, Long> waitedMs) {
  public StepAnalytics {
    Map<StepEnd, Long> sortedResults = new EnumMap<>(StepEnd.class);
    sortedResults.putAll(results);
    results = Collections.unmodifiableMap(sortedResults);
    failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    Map<WaitReason.Kind, Long> sortedWaits = new EnumMap<>(WaitReason.Kind.class);
    sortedWaits.putAll(waitedMs);
    waitedMs = Collections.unmodifiableMap(sortedWaits);
  }
}
