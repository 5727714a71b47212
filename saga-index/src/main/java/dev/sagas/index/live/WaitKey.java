package dev.sagas.index.live;

import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.util.Optional;

/**
 * What sagas that wait for the same thing have in common.
 *
 * @param participant that is to answer, or whose step is tried again
 * @param signal that is waited for, or the approval
 * @param undoing whether a compensate is waited for
 * @param incidentCode of an incident, see {@link dev.sagas.engine.core.IncidentCode}
 */
public record WaitKey(
    WaitReason.Kind kind,
    Optional<StepName> step,
    Optional<String> participant,
    Optional<String> signal,
    boolean undoing,
    Optional<String> incidentCode) {

  static WaitKey of(SagaState state, WaitReason reason) {
    Optional<StepState> step = reason.step().flatMap(state::step);
    Optional<String> target = step.flatMap(StepState::target);
    boolean undoing =
        step.filter(known -> known.status().action() == Action.COMPENSATE).isPresent();
    return switch (reason.kind()) {
      case REPLY, RETRY ->
          new WaitKey(
              reason.kind(), reason.step(), target, Optional.empty(), undoing, Optional.empty());
      case SIGNAL ->
          new WaitKey(
              reason.kind(), reason.step(), Optional.empty(), target, false, Optional.empty());
      case SLEEP ->
          new WaitKey(
              reason.kind(),
              reason.step(),
              Optional.empty(),
              Optional.empty(),
              false,
              Optional.empty());
      case CAPACITY, PAUSED ->
          new WaitKey(
              reason.kind(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              false,
              Optional.empty());
      case INCIDENT ->
          new WaitKey(
              reason.kind(), reason.step(), target, Optional.empty(), undoing, code(state, reason));
    };
  }

  private static Optional<String> code(SagaState state, WaitReason reason) {
    return state.incidents().stream()
        .filter(incident -> incident.id().equals(reason.on()))
        .map(Incident::code)
        .findFirst();
  }
}
