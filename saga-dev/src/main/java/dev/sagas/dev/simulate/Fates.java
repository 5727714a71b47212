package dev.sagas.dev.simulate;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides which faults happen, and remembers them.
 *
 * <ul>
 *   <li>Each fault has an id that does not depend on the others, so that a run can be repeated
 *       without some of them.
 * </ul>
 */
final class Fates {
  private final Dice dice;
  private final Set<Long> spared;
  private final Map<SimulatedFaultKind, Long> counts = new EnumMap<>(SimulatedFaultKind.class);
  private final Set<Fault> happened = new LinkedHashSet<>();
  private boolean calm;

  /**
   * Fates of a run.
   *
   * @param spared ids of faults that do not happen
   */
  Fates(Dice dice, Set<Long> spared) {
    this.dice = dice;
    this.spared = spared;
  }

  /** Nothing goes wrong from now on. */
  void calmDown() {
    calm = true;
  }

  /**
   * True if the fault happens.
   *
   * @param chance from 0 to 1
   * @param key what it would happen to
   */
  boolean strikes(SimulatedFaultKind kind, double chance, long key) {
    if (calm || chance <= 0) {
      return false;
    }
    long id = Dice.key(kind.name().hashCode(), key);
    if (dice.unit(id) >= chance || spared.contains(id)) {
      return false;
    }
    counts.merge(kind, 1L, Long::sum);
    happened.add(new Fault(id, kind));
    return true;
  }

  /** True if a fault of that kind happened. */
  boolean has(SimulatedFaultKind kind) {
    return counts.containsKey(kind);
  }

  /** How many of each kind happened. */
  Map<SimulatedFaultKind, Long> counts() {
    return counts;
  }

  /** What happened, each once, in order. */
  Set<Fault> happened() {
    return happened;
  }
}
