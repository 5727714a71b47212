package dev.sagas.export.rows;

import dev.sagas.audit.RunTally;
import dev.sagas.engine.core.SagaState;

/**
 * A run, as far as it was folded.
 *
 * @param tally what it adds to the statistics; changes with each transition
 */
public record KnownRun(SagaState state, RunTally tally) {
  /** One whose statistics can change without those of this one. */
  public KnownRun copy() {
    return new KnownRun(state, RunTally.decode(tally.encode()));
  }
}
