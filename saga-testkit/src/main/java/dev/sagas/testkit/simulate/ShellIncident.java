package dev.sagas.testkit.simulate;

import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.SagaEvent;

/** An incident of the saga as a whole, which comes alone. */
final class ShellIncident {
  private ShellIncident() {}

  static boolean is(Decision.Accepted accepted) {
    return accepted.events().size() == 1
        && accepted.events().get(0) instanceof SagaEvent.IncidentRaised raised
        && raised.step().isEmpty()
        && raised.code().isOfTheDeployment();
  }
}
