package dev.sagas.dev.simulate;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.SagaEvent;

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
