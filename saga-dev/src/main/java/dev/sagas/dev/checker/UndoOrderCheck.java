package dev.sagas.dev.checker;

import static dev.sagas.dev.checker.VerdictKind.UNDO_OUT_OF_ORDER;

import java.util.List;
import java.util.function.Consumer;

/**
 * Undos are sent one at a time, in reverse of the order in which the steps succeeded or became
 * unknown (R8), except between the branches of a group that is undone in parallel.
 */
final class UndoOrderCheck implements SagaCheck {
  private final UndoGroups groups;

  UndoOrderCheck(UndoGroups groups) {
    this.groups = groups;
  }

  @Override
  public void check(SagaHistory saga, Consumer<Verdict> verdicts) {
    for (RunHistory run : saga.runs()) {
      List<StepSpan> spans = StepTrail.of(run.chain()).spans();
      for (StepSpan earlier : spans) {
        spans.stream()
            .filter(earlier::isUndoneBefore)
            .filter(later -> !areParallel(run, earlier, later))
            .map(later -> detail(earlier, later))
            .forEach(detail -> verdicts.accept(saga.verdict(UNDO_OUT_OF_ORDER, run, detail)));
      }
    }
  }

  private boolean areParallel(RunHistory run, StepSpan one, StepSpan other) {
    return run.last()
        .filter(line -> groups.areParallel(line, one.step(), other.step()))
        .isPresent();
  }

  private static String detail(StepSpan earlier, StepSpan later) {
    return "Expected the undo of %s after that of %s, but it was sent before"
        .formatted(earlier.step(), later.step());
  }
}
