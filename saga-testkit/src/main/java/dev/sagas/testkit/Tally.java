package dev.sagas.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts the runs of an exploration, and keeps the shortest of those that failed. */
final class Tally {
  private final Map<String, Integer> ends = new TreeMap<>();
  private final List<Integer> runsByFaults = new ArrayList<>(List.of(0, 0, 0));
  private int failures;
  private Optional<Trial> shortest = Optional.empty();

  void count(Trial trial) {
    ends.merge(trial.end(), 1, Integer::sum);
    int faults = trial.faults().list().size();
    runsByFaults.set(faults, runsByFaults.get(faults) + 1);
    if (trial.failure().isPresent()) {
      failures++;
      Comparator<Trial> shorter =
          Comparator.<Trial>comparingInt(each -> each.faults().list().size())
              .thenComparingInt(Trial::records);
      if (shortest.isEmpty() || shorter.compare(trial, shortest.get()) < 0) {
        shortest = Optional.of(trial);
      }
    }
  }

  int runs() {
    return runsByFaults.stream().mapToInt(Integer::intValue).sum();
  }

  int runs(int faults) {
    return runsByFaults.get(faults);
  }

  Map<String, Integer> ends() {
    return ends;
  }

  /**
   * Reports the shortest run that failed, if one did.
   *
   * @throws SagaTestError with its faults and history
   */
  void throwIfFailed(long seed) {
    if (shortest.isEmpty()) {
      return;
    }
    Trial trial = shortest.get();
    Trial.Failure failure = trial.failure().orElseThrow();
    String again =
        trial.faults().list().isEmpty()
            ? "without any fault"
            : "repeat it with explore(…).replay(\"" + trial.faults() + "\")";
    throw new SagaTestError(
        """
        %s\nThe shortest failing run (%s of %s failed, -Dsaga.seed=%s) has %s records and \
        timers, %s:\n%s\
        """
            .formatted(
                failure.cause().getMessage(),
                failures,
                runs(),
                seed,
                trial.records(),
                again,
                String.join("\n", failure.history())),
        failure.cause());
  }
}
