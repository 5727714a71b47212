package dev.sagas.operate.audit;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.util.EnumMap;
import java.util.Map;

/** Counts the results of one step of a saga type. */
final class StepTally {
  final DurationTally duration = new DurationTally();
  final DurationTally undoDuration = new DurationTally();
  private final Map<StepEnd, Long> results = new EnumMap<>(StepEnd.class);
  private final CodeTally failures = new CodeTally();
  private final Map<WaitReason.Kind, Long> waitedMs = new EnumMap<>(WaitReason.Kind.class);
  private long executes;
  private long compensates;
  private long mostAttempts;

  void result(StepEnd result) {
    results.merge(result, 1L, Long::sum);
  }

  void sent(SagaEvent.CommandIssued command) {
    if (command.action() == Action.EXECUTE) {
      executes++;
    } else {
      compensates++;
    }
    mostAttempts = Math.max(mostAttempts, command.attempt());
  }

  void failed(String code) {
    failures.add(code);
  }

  void waited(WaitReason.Kind kind, long ms) {
    waitedMs.merge(kind, ms, Long::sum);
  }

  StepAnalytics summary(StepName step) {
    return new StepAnalytics(
        step,
        results,
        executes,
        compensates,
        mostAttempts,
        duration.summary(),
        undoDuration.summary(),
        failures.counts(),
        waitedMs);
  }
}
