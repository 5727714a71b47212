package dev.sagas.engine.core;

import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The structure of a definition: stages one after the other, branches of a stage in parallel, steps
 * of a branch one after the other. A step that is in no group is a stage of its own.
 *
 * <ul>
 *   <li>Every question about one step is answered in constant time: what a decision costs must not
 *       grow with the number of steps.
 * </ul>
 */
public final class SagaPlan {
  private final List<Stage> stages;
  private final OnCompensationFailure onCompensationFailure;
  private final List<StepPlan> steps = new ArrayList<>();
  private final Map<StepName, Place> places = new HashMap<>();
  private final Map<StepName, StepPlan> byName = new HashMap<>();
  private final Map<SignalName, List<StepPlan.Signal>> waits = new HashMap<>();

  /**
   * Indexes a structure.
   *
   * @throws IllegalArgumentException if it has no steps or two of the same name
   */
  public SagaPlan(List<Stage> stages, OnCompensationFailure onCompensationFailure) {
    this.stages = List.copyOf(stages);
    this.onCompensationFailure = onCompensationFailure;
    for (int stage = 0; stage < stages.size(); stage++) {
      List<Branch> branches = stages.get(stage).branches();
      for (int branch = 0; branch < branches.size(); branch++) {
        for (StepPlan step : branches.get(branch).steps()) {
          add(step, new Place(stage, branch));
        }
      }
    }
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one step");
    }
  }

  /** Steps one after the other, without groups. */
  public static SagaPlan sequence(List<? extends StepPlan> steps) {
    List<Stage> stages = new ArrayList<>();
    steps.forEach(step -> stages.add(Stage.of(step)));
    return new SagaPlan(stages, OnCompensationFailure.STOP);
  }

  private void add(StepPlan step, Place place) {
    if (byName.put(step.name(), step) != null) {
      throw new IllegalArgumentException("Expected one step of the name " + step.name());
    }
    places.put(step.name(), place);
    steps.add(step);
    step.asSignal()
        .ifPresent(
            wait -> waits.computeIfAbsent(wait.signal(), signal -> new ArrayList<>()).add(wait));
  }

  /**
   * What runs before the next stage begins.
   *
   * @param group the group's name; empty for a single step
   * @param undoInParallel true if the branches are undone in parallel (R8)
   */
  public record Stage(Optional<StepName> group, List<Branch> branches, boolean undoInParallel) {
    public Stage {
      branches = List.copyOf(branches);
    }

    /** A step that is in no group. */
    public static Stage of(StepPlan step) {
      return new Stage(Optional.empty(), List.of(new Branch(step.name(), List.of(step))), false);
    }
  }

  /** Steps that run one after the other beside those of other branches. */
  public record Branch(StepName name, List<StepPlan> steps) {
    public Branch {
      steps = List.copyOf(steps);
    }
  }

  /** Where a step stands: the indexes of its stage and of its branch in there. */
  public record Place(int stage, int branch) {}

  /** The stages in order. */
  public List<Stage> stages() {
    return stages;
  }

  /** Every step, in the order of the definition. */
  public List<StepPlan> steps() {
    return List.copyOf(steps);
  }

  /** What becomes of the unwind when a compensation finally fails (R11). */
  public OnCompensationFailure onCompensationFailure() {
    return onCompensationFailure;
  }

  /** The step of that name, if there is one. */
  public Optional<StepPlan> find(StepName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Where the step stands, if there is one of that name. */
  public Optional<Place> place(StepName name) {
    return Optional.ofNullable(places.get(name));
  }

  /** The steps that wait for a signal, in the order of the definition. */
  public List<StepPlan.Signal> waitsFor(SignalName signal) {
    return waits.getOrDefault(signal, List.of());
  }
}
