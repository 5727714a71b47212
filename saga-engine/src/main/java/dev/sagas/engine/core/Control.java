package dev.sagas.engine.core;

import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What operators and requests to stop have set on a saga.
 *
 * @param pause present while the saga is paused (R15)
 * @param heldCancel a cancel that waits for the pivot's answer (R13)
 * @param restartFrom the step from which the saga continues once what came after it is undone
 * @param pivotSent true once the pivot's execute was sent
 * @param skipped the steps that an operator skipped
 * @param operations ids of the last operations applied, so that a redelivered one changes nothing
 */
public record Control(
    Optional<Pause> pause,
    Optional<UnwindReason> heldCancel,
    Optional<StepName> restartFrom,
    boolean pivotSent,
    List<StepName> skipped,
    List<String> operations) {
  /** How many operation ids are remembered. */
  public static final int MAX_OPERATIONS = 8;

  /** Who has paused a saga that is held back (R30). */
  static final String ENGINE = "engine";

  /** Nothing is set. */
  public static final Control NONE =
      new Control(
          Optional.empty(), Optional.empty(), Optional.empty(), false, List.of(), List.of());

  public Control {
    skipped = List.copyOf(skipped);
    operations = List.copyOf(operations);
  }

  /**
   * Why and since when a saga is paused.
   *
   * @param sinceMs epoch ms
   */
  public record Pause(String actor, String reason, long sinceMs) {}

  Control paused(Optional<Pause> changed) {
    return new Control(changed, heldCancel, restartFrom, pivotSent, skipped, operations);
  }

  Control held(Optional<UnwindReason> changed) {
    return new Control(pause, changed, restartFrom, pivotSent, skipped, operations);
  }

  Control restarting(Optional<StepName> changed) {
    return new Control(pause, heldCancel, changed, pivotSent, skipped, operations);
  }

  Control pivot(boolean sent) {
    return new Control(pause, heldCancel, restartFrom, sent, skipped, operations);
  }

  Control skipping(StepName step) {
    List<StepName> more = new ArrayList<>(skipped);
    more.add(step);
    return new Control(pause, heldCancel, restartFrom, pivotSent, more, operations);
  }

  Control reopening(List<StepName> steps) {
    List<StepName> left = skipped.stream().filter(step -> !steps.contains(step)).toList();
    return new Control(pause, heldCancel, Optional.empty(), false, left, operations);
  }

  Control remembering(String operation) {
    List<String> remembered = new ArrayList<>(operations);
    remembered.add(operation);
    int from = Math.max(0, remembered.size() - MAX_OPERATIONS);
    return new Control(
        pause,
        heldCancel,
        restartFrom,
        pivotSent,
        skipped,
        remembered.subList(from, remembered.size()));
  }
}
