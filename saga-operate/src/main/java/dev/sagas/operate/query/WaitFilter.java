package dev.sagas.operate.query;

import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.protocol.WaitReason;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a saga must be waiting for: one of its wait reasons matches all criteria.
 *
 * @param incidentCode of an incident, see {@link dev.sagas.engine.core.IncidentCode}
 * @param sinceAtMostMs it has waited since then or longer, epoch ms
 */
public record WaitFilter(
    Optional<WaitReason.Kind> kind, Optional<String> incidentCode, OptionalLong sinceAtMostMs) {
  /** Matches any wait reason, or none. */
  public static final WaitFilter ANY =
      new WaitFilter(Optional.empty(), Optional.empty(), OptionalLong.empty());

  /** The first of the saga's reasons that matches. */
  Optional<WaitReason> first(SagaState state) {
    return WaitReasons.of(state).stream().filter(reason -> matches(state, reason)).findFirst();
  }

  private boolean matches(SagaState state, WaitReason reason) {
    return kind.map(reason.kind()::equals).orElse(true)
        && incidentCode.map(code -> hasCode(state, reason, code)).orElse(true)
        && (sinceAtMostMs.isEmpty() || reason.sinceMs() <= sinceAtMostMs.getAsLong());
  }

  private static boolean hasCode(SagaState state, WaitReason reason, String code) {
    return reason.kind() == WaitReason.Kind.INCIDENT
        && state.incidents().stream()
            .filter(incident -> incident.id().equals(reason.on()))
            .map(Incident::code)
            .anyMatch(code::equals);
  }
}
