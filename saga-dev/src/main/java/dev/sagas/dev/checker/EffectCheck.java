package dev.sagas.dev.checker;

import static dev.sagas.dev.checker.VerdictKind.OUTCOME_MISMATCH;
import static dev.sagas.dev.checker.VerdictKind.UNDO_MISSING;

import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;

/** Each effect took place once, was undone if it was to be undone, and agrees with the outcome. */
final class EffectCheck implements SagaCheck {
  private final Set<StepName> observedSteps;

  EffectCheck(Set<StepName> observedSteps) {
    this.observedSteps = Set.copyOf(observedSteps);
  }

  @Override
  public void check(SagaHistory saga, Consumer<Verdict> verdicts) {
    for (RunHistory run : saga.runs()) {
      BiConsumer<VerdictKind, String> found =
          (kind, detail) -> verdicts.accept(saga.verdict(kind, run, detail));
      Set<StepName> inEffect = new HashSet<>();
      for (DeduplicationKey key : new EffectWalk(run, found).finish()) {
        inEffect.add(key.step());
      }
      if (run.outcomes().size() == 1) {
        checkOutcome(run, inEffect, found);
      }
    }
  }

  private void checkOutcome(
      RunHistory run, Set<StepName> inEffect, BiConsumer<VerdictKind, String> found) {
    GenericRecord outcome = run.outcomes().get(0);
    StepTrail trail = StepTrail.of(run.chain());
    switch (Fields.text(outcome, "outcome").orElse("UNKNOWN")) {
      case "COMPLETED" -> checkCompleted(trail, inEffect, found);
      case "COMPENSATED" -> checkUndone(trail, inEffect, List.of(), found);
      case "ENDED_BY_OPERATOR" ->
          checkUndone(trail, inEffect, Fields.texts(outcome, "effectsLeft"), found);
      default -> {
        // REFUSED has no run; of a newer version's outcome nothing is known.
      }
    }
  }

  private void checkCompleted(
      StepTrail trail, Set<StepName> inEffect, BiConsumer<VerdictKind, String> found) {
    for (StepName step : observedSteps) {
      if (trail.isDone(step.toString()) && !inEffect.contains(step)) {
        found.accept(
            OUTCOME_MISMATCH,
            "Expected the effect of %s in a completed saga, but it is not there".formatted(step));
      }
    }
    for (StepName step : inEffect) {
      if (!trail.isDone(step.toString()) && !trail.isSkippedByOperator(step.toString())) {
        found.accept(
            OUTCOME_MISMATCH,
            "Expected no effect of %s in a completed saga without it".formatted(step));
      }
    }
  }

  private static void checkUndone(
      StepTrail trail,
      Set<StepName> inEffect,
      List<String> left,
      BiConsumer<VerdictKind, String> found) {
    for (StepName step : inEffect) {
      if (!left.contains(step.toString()) && !trail.mayLeave(step.toString())) {
        found.accept(UNDO_MISSING, "Expected an undo of %s, but there is none".formatted(step));
      }
    }
  }
}
