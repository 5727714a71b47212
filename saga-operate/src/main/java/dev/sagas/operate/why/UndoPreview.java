package dev.sagas.operate.why;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What undoing a saga would do, or what is left of an unwind that has begun: computed by the
 * engine's own decider, with each compensation taken to succeed.
 *
 * <ul>
 *   <li>Changes nothing. Pure: the same arguments give the same preview.
 *   <li>Where no definition is known, it is the order in which the saga's state says that effects
 *       are undone, with the basis {@link KnownDefinition.Basis#STATE}.
 * </ul>
 *
 * @param basis what it was computed from
 * @param undone the steps in the order in which their compensations are sent
 * @param awaited the steps whose attempts are awaited first; they are taken to succeed
 * @param needs what a person must do on the way, in words, in order
 * @param outcome how the saga would end; empty if it would not, or it is not known
 * @param effectsLeft the steps whose effects would be left
 * @param obstacle why it would be refused or would stop, in words
 */
public record UndoPreview(
    KnownDefinition.Basis basis,
    List<Undone> undone,
    List<StepName> awaited,
    List<String> needs,
    Optional<SagaStatus> outcome,
    List<StepName> effectsLeft,
    Optional<String> obstacle) {
  public UndoPreview {
    undone = List.copyOf(undone);
    awaited = List.copyOf(awaited);
    needs = List.copyOf(needs);
    effectsLeft = List.copyOf(effectsLeft);
  }

  /** How a step is undone. */
  public enum How {
    /** Its compensate was sent before. */
    SENT_BEFORE,
    /** A compensate is sent. */
    SENT,
    /** It has nothing to undo: nothing is sent. */
    NOTHING_TO_UNDO,
    /** Whether it has a compensation is not known. */
    UNKNOWN
  }

  /**
   * One step that is undone.
   *
   * @param participant who is sent the compensate; empty if nothing is sent, or it is not known
   */
  public record Undone(StepName step, Optional<String> participant, How how) {}

  /**
   * The preview.
   *
   * @param nowMs epoch ms
   */
  public static UndoPreview of(SagaState saga, KnownDefinition definition, long nowMs) {
    if (saga.status().isTerminal()) {
      return stopped(definition.basis(), "is refused: the saga has ended as " + saga.status());
    }
    if (definition.covers(saga)) {
      return new Unwinding(definition, saga, nowMs).run();
    }
    return ofState(saga);
  }

  static UndoPreview stopped(KnownDefinition.Basis basis, String obstacle) {
    return new UndoPreview(
        basis, List.of(), List.of(), List.of(), Optional.empty(), List.of(), Optional.of(obstacle));
  }

  private static UndoPreview ofState(SagaState saga) {
    if (saga.control().pivotSent() && saga.unwind().isEmpty()) {
      return stopped(
          KnownDefinition.Basis.STATE,
          "is refused, or held until the answer of the pivot: the pivot was sent");
    }
    List<Undone> undone = new ArrayList<>();
    for (StepState step : saga.steps().open()) {
      if (step.status().isUndoing()) {
        undone.add(new Undone(step.name(), step.target(), How.SENT_BEFORE));
      }
    }
    for (StepState step : saga.steps().effects()) {
      undone.add(new Undone(step.name(), step.target(), How.UNKNOWN));
    }
    return new UndoPreview(
        KnownDefinition.Basis.STATE,
        undone,
        saga.steps().open().stream()
            .filter(step -> step.status().isExecuting())
            .map(StepState::name)
            .toList(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** The compensations that are sent, without those that were sent before. */
  public List<StepName> sent() {
    return undone.stream().filter(step -> step.how() == How.SENT).map(Undone::step).toList();
  }

  /** In words, as the end of a sentence whose beginning names the action. */
  public String text() {
    return new UndoText(this).toString();
  }
}
