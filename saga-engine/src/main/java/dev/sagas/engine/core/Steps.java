package dev.sagas.engine.core;

import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * The steps that were begun, in the order in which they began. Immutable.
 *
 * <ul>
 *   <li>A change shares all but a few nodes with the previous version, and the steps that matter to
 *       a decision are found without looking at the others: what a decision costs does not grow
 *       with the steps that are over.
 * </ul>
 */
public final class Steps {
  /** No steps. */
  public static final Steps NONE =
      new Steps(TreePVector.empty(), HashTreePMap.empty(), TreePMap.empty(), TreePMap.empty());

  private final PVector<StepState> ordered;
  private final HashPMap<StepName, Integer> places;
  private final TreePMap<Integer, StepName> open;
  private final TreePMap<Long, StepName> effects;

  private Steps(
      PVector<StepState> ordered,
      HashPMap<StepName, Integer> places,
      TreePMap<Integer, StepName> open,
      TreePMap<Long, StepName> effects) {
    this.ordered = ordered;
    this.places = places;
    this.open = open;
    this.effects = effects;
  }

  /** The given steps, in the order in which they began. */
  public static Steps of(List<StepState> steps) {
    Steps all = NONE;
    for (StepState step : steps) {
      all = all.with(step);
    }
    return all;
  }

  /** Every step, in the order in which they began. */
  public List<StepState> all() {
    return ordered;
  }

  /** How many were begun. */
  public int size() {
    return ordered.size();
  }

  /** The step of that name, if it was begun. */
  public Optional<StepState> find(StepName name) {
    Integer place = places.get(name);
    return place == null ? Optional.empty() : Optional.of(ordered.get(place));
  }

  /** The steps that still have something to do or to wait for, in the order of {@link #all}. */
  public List<StepState> open() {
    List<StepState> found = new ArrayList<>(open.size());
    open.keySet().forEach(place -> found.add(ordered.get(place)));
    return found;
  }

  /** The newest effect that remains to be undone: the one with the highest sequence. */
  public Optional<StepState> newestEffect() {
    return effects.isEmpty()
        ? Optional.empty()
        : find(Objects.requireNonNull(effects.get(effects.lastKey())));
  }

  /** Every effect that remains to be undone, the newest first. */
  public List<StepState> effects() {
    List<StepState> found = new ArrayList<>(effects.size());
    effects.descendingMap().values().forEach(name -> found.add(find(name).orElseThrow()));
    return found;
  }

  /** The last step that was begun and does not wait for its turn. */
  public Optional<StepState> lastBegun() {
    for (int i = ordered.size() - 1; i >= 0; i--) {
      if (ordered.get(i).status() != StepStatus.PENDING) {
        return Optional.of(ordered.get(i));
      }
    }
    return Optional.empty();
  }

  /** The same steps with this one in place of that of its name, or added. */
  Steps with(StepState step) {
    Integer known = places.get(step.name());
    int place = known == null ? ordered.size() : known;
    Optional<StepState> before = known == null ? Optional.empty() : Optional.of(ordered.get(known));
    return new Steps(
        known == null ? ordered.plus(step) : ordered.with(known, step),
        known == null ? places.plus(step.name(), place) : places,
        openWith(place, step),
        effectsWith(before, step));
  }

  private TreePMap<Integer, StepName> openWith(int place, StepState step) {
    if (step.status().isOpen() == open.containsKey(place)) {
      return open;
    }
    return step.status().isOpen() ? open.plus(place, step.name()) : open.minus(place);
  }

  private TreePMap<Long, StepName> effectsWith(Optional<StepState> before, StepState step) {
    boolean was = before.filter(StepState::awaitsUndo).isPresent();
    if (was && step.awaitsUndo() && before.get().sequence().equals(step.sequence())) {
      return effects;
    }
    TreePMap<Long, StepName> without = was ? effects.minus(sequence(before.get())) : effects;
    return step.awaitsUndo() ? without.plus(sequence(step), step.name()) : without;
  }

  private static long sequence(StepState effect) {
    return effect
        .sequence()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected step %s to have a sequence, since it may have an effect"
                        .formatted(effect.name())));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Steps steps && ordered.equals(steps.ordered);
  }

  @Override
  public int hashCode() {
    return ordered.hashCode();
  }

  @Override
  public String toString() {
    return ordered.toString();
  }
}
