package dev.sagas.definition;

import dev.sagas.definition.StepDescription.AwaitedSignal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * It is always determined which step takes a signal, and a signal always carries the same record.
 */
final class SignalRules {
  private SignalRules() {}

  static <D> void check(List<StageDescription<D>> stages, Problems problems) {
    checkRecords(stages, problems);
    stages.forEach(stage -> checkBranches(stage, problems));
  }

  private static <D> void checkRecords(List<StageDescription<D>> stages, Problems problems) {
    Map<String, Wait> first = new HashMap<>();
    for (StageDescription<D> stage : stages) {
      for (StepDescription<D, ?> step : stage.steps()) {
        Optional<Wait> wait = step.awaits().flatMap(awaited -> Wait.of(step.title(), awaited));
        if (wait.isPresent()) {
          Wait other = first.putIfAbsent(wait.get().signal(), wait.get());
          if (other != null && !other.type().equals(wait.get().type())) {
            problems.add(
                "%s expects %s of signal %s, but %s expects %s"
                    .formatted(
                        wait.get().step(),
                        wait.get().type().getName(),
                        wait.get().signal(),
                        other.step(),
                        other.type().getName()));
          }
        }
      }
    }
  }

  private static <D> void checkBranches(StageDescription<D> group, Problems problems) {
    Map<String, String> elsewhere = new HashMap<>();
    for (BranchBuilder<D> branch : group.branches()) {
      Map<String, String> here = new HashMap<>();
      for (StepDescription<D, ?> step : branch.steps()) {
        step.awaits().ifPresent(awaited -> here.putIfAbsent(awaited.signal(), step.name()));
      }
      here.forEach(
          (signal, step) -> {
            String other = elsewhere.putIfAbsent(signal, step);
            if (other != null) {
              problems.add(
                  """
                  %s: steps %s and %s wait for signal %s in parallel: which one takes it \
                  would be unpredictable\
                  """
                      .formatted(group.title(), other, step, signal));
            }
          });
    }
  }

  /** A step that waits, and what for. */
  private record Wait(String step, String signal, Class<?> type) {
    static Optional<Wait> of(String step, AwaitedSignal awaited) {
      return awaited.type().map(type -> new Wait(step, awaited.signal(), type));
    }
  }
}
