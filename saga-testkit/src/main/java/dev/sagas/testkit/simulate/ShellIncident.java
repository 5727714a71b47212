package dev.sagas.testkit.simulate;

import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.IncidentCode;
import dev.sagas.orchestrator.core.SagaEvent;

/** An incident of the saga as a whole, which comes alone. */
final class ShellIncident {
  private ShellIncident() {}

  static boolean is(Decision.Accepted accepted) {
    return accepted.events().size() == 1
        && accepted.events().get(0) instanceof SagaEvent.IncidentRaised raised
        && raised.step().isEmpty()
        && isCode(raised.code());
  }

  private static boolean isCode(IncidentCode code) {
    return switch (code) {
      case ENGINE_FAULT, TOPIC_MISSING, OUTPUT_TOO_LARGE, VERSION_MISSING -> true;
      case DEFINITION_FAULT,
          PIVOT_OUTCOME_UNKNOWN,
          REJECTED_AFTER_PIVOT,
          EXHAUSTED_AFTER_PIVOT,
          WAIT_TIMED_OUT,
          COMPENSATION_REJECTED,
          COMPENSATION_EXHAUSTED ->
          false;
    };
  }
}
