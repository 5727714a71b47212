package dev.sagas.dev.simulate;

import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.StepName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The true effects of one saga, as an auditor would find them at the participants. */
final class Ledger {
  private final Map<Place, Set<Integer>> inEffect = new HashMap<>();
  private final Set<DeduplicationKey> happened = new HashSet<>();

  private record Place(RunId run, StepName step) {
    static Place of(DeduplicationKey key) {
      return new Place(key.run(), key.step());
    }
  }

  /** An execute takes effect. */
  void execute(DeduplicationKey key) {
    if (!happened.add(key)) {
      throw new InvariantBroken(Invariant.NO_EFFECT_TWICE, key + " took effect twice");
    }
    Set<Integer> epochs = inEffect.computeIfAbsent(Place.of(key), place -> new HashSet<>());
    epochs.add(key.epoch());
    if (epochs.size() > 1) {
      throw new InvariantBroken(
          Invariant.ONE_EPOCH, "epochs " + epochs + " of step " + key.step() + " are in effect");
    }
  }

  /**
   * A compensation's handler runs.
   *
   * @param execute the key that it undoes
   */
  void undo(DeduplicationKey execute) {
    Set<Integer> epochs = inEffect.getOrDefault(Place.of(execute), Set.of());
    if (!happened.contains(execute)) {
      throw new InvariantBroken(
          Invariant.UNDONE_ONCE, execute + " was undone, but never took effect");
    }
    if (!epochs.contains(execute.epoch())) {
      throw new InvariantBroken(Invariant.UNDONE_ONCE, execute + " was undone twice");
    }
    epochs.remove(execute.epoch());
  }

  /** True if an effect of the step, of whichever epoch, is there. */
  boolean isInEffect(RunId run, StepName step) {
    return !inEffect.getOrDefault(new Place(run, step), Set.of()).isEmpty();
  }

  /** True if the effect of that epoch is there. */
  boolean isInEffect(DeduplicationKey execute) {
    return inEffect.getOrDefault(Place.of(execute), Set.of()).contains(execute.epoch());
  }
}
