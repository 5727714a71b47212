package dev.sagas.orchestrator.journal;

import dev.sagas.orchestrator.core.SagaIdentity;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;

/** One run of one saga. */
record RunKey(SagaId saga, RunId run) {
  static RunKey of(SagaIdentity identity) {
    return new RunKey(identity.id(), identity.run());
  }

  @Override
  public String toString() {
    return "saga " + saga + " run " + run;
  }
}
