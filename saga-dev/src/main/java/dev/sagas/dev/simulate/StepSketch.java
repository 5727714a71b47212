package dev.sagas.dev.simulate;

import dev.sagas.engine.core.StepPlan;
import dev.sagas.protocol.StepName;

/**
 * A random step: its plan, and what its functions do.
 *
 * @param sleepMs how long a sleep lasts
 * @param absolute true for a sleep until an instant
 * @param refuses true for a local step that may reject, or a signal that may
 */
record StepSketch(StepPlan plan, long sleepMs, boolean absolute, boolean refuses) {
  static StepSketch of(StepPlan plan) {
    return new StepSketch(plan, 0, false, false);
  }

  StepName name() {
    return plan.name();
  }
}
