package dev.sagas.orchestrator.streams;

import dev.sagas.engine.core.SagaState;

/** What rebuilding a saga has led to. */
public sealed interface RebuiltSaga {
  /** The journal proves this state: its chain is whole, from the run's first entry to its last. */
  record Done(SagaState state) implements RebuiltSaga {}

  /** The journal does not suffice. */
  record Impossible(String reason) implements RebuiltSaga {}
}
