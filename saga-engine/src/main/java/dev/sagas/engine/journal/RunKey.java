package dev.sagas.engine.journal;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;

/** One run of one saga. */
public record RunKey(SagaId saga, RunId run) {
  public static RunKey of(SagaIdentity identity) {
    return new RunKey(identity.id(), identity.run());
  }

  @Override
  public String toString() {
    return "saga " + saga + " run " + run;
  }
}
