package dev.sagas.dev.simulate;

import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.engine.core.BufferedSignal;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaPlan;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * What the simulator believes about one run, from its events alone and by its own rules; the
 * engine's state is compared with it.
 */
final class ReferenceModel {
  final SagaIdentity identity;
  final Map<StepName, ReferenceStep> steps = new LinkedHashMap<>();

  /** Open incidents by id; the step is empty for the saga as a whole. */
  final Map<String, Optional<StepName>> incidents = new HashMap<>();

  final List<BufferedSignal> signals = new ArrayList<>();
  final List<StepName> skipped = new ArrayList<>();
  final Deque<String> operations = new ArrayDeque<>();

  SagaPlan plan;
  int version;
  SagaStatus status = SagaStatus.RUNNING;
  Optional<String> pausedBy = Optional.empty();
  long pausedAtMs;
  Optional<StepName> restartFrom = Optional.empty();
  boolean cancelHeld;
  boolean pivotSent;
  boolean unwound;
  Bytes data;
  OptionalLong deadlineAtMs;
  long lastSequence;
  OptionalLong forgetAtMs = OptionalLong.empty();

  private ReferenceModel(SagaEvent.Started started, SagaPlan plan) {
    this.identity = started.identity();
    this.data = started.data();
    this.deadlineAtMs = started.request().deadlineAtMs();
    this.plan = plan;
    follow(plan, identity.version());
  }

  /** The shadow of a run that starts. */
  static ReferenceModel of(SagaEvent.Started started, SagaPlan plan) {
    return new ReferenceModel(started, plan);
  }

  /** From now on the saga follows another version of its definition. */
  void follow(SagaPlan next, int nextVersion) {
    plan = next;
    version = nextVersion;
    steps.keySet().removeIf(name -> next.find(name).isEmpty());
    for (StepPlan planned : next.steps()) {
      ReferenceStep step =
          steps.computeIfAbsent(planned.name(), name -> new ReferenceStep(name, planned));
      SagaPlan.Place place = next.place(planned.name()).orElseThrow();
      step.plan = planned;
      step.stage = place.stage();
      step.branch = place.branch();
    }
  }

  ReferenceStep step(StepName name) {
    ReferenceStep step = steps.get(name);
    if (step == null) {
      throw new InvariantBroken(Invariant.STATE_TRUE, "step " + name + " is not of the saga");
    }
    return step;
  }

  boolean isFrozen() {
    return pausedBy.isPresent() || hasSagaIncident();
  }

  boolean hasSagaIncident() {
    return incidents.containsValue(Optional.empty());
  }

  boolean stopsOnIncident() {
    return !incidents.isEmpty() && plan.onCompensationFailure() == OnCompensationFailure.STOP;
  }

  /** True if every step of the stages before is done, and those before it in its branch. */
  boolean isItsTurn(ReferenceStep step) {
    for (int stage = 0; stage < step.stage; stage++) {
      if (!isDone(plan.stages().get(stage))) {
        return false;
      }
    }
    for (StepPlan before : plan.stages().get(step.stage).branches().get(step.branch).steps()) {
      if (before.name().equals(step.name)) {
        return true;
      }
      if (!step(before.name()).status.isDone()) {
        return false;
      }
    }
    return false;
  }

  private boolean isDone(SagaPlan.Stage stage) {
    for (SagaPlan.Branch branch : stage.branches()) {
      for (StepPlan step : branch.steps()) {
        if (!step(step.name()).status.isDone()) {
          return false;
        }
      }
    }
    return true;
  }

  /** How many signals of that name are kept. */
  long kept(SignalName signal) {
    return signals.stream().filter(early -> early.name().equals(signal)).count();
  }

  /** True if the saga's deadline is over while it still applies. */
  boolean isDeadlinePassed(long nowMs) {
    return hasDeadline() && ReferenceStep.isPast(deadlineAtMs, nowMs);
  }

  private boolean hasDeadline() {
    return deadlineAtMs.isPresent() && status == SagaStatus.RUNNING && !pivotSent;
  }

  /** When the timer must fire, epoch ms. */
  OptionalLong nextDue() {
    if (status.isTerminal()) {
      return forgetAtMs;
    }
    if (isFrozen()) {
      return OptionalLong.empty();
    }
    LongStream ofSteps =
        steps.values().stream()
            .filter(step -> step.status.isOpen())
            .flatMapToLong(step -> step.dueAtMs.stream());
    return LongStream.concat(ofSteps, hasDeadline() ? deadlineAtMs.stream() : LongStream.empty())
        .min();
  }
}
