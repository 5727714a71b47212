package dev.sagas.dev.simulate;

import dev.sagas.protocol.StepName;

/**
 * A function of the definition that throws for a while.
 *
 * @param fromMs epoch ms, included
 * @param toMs epoch ms, not included
 */
record Breakage(StepName step, DefinitionFunction function, long fromMs, long toMs) {
  boolean hits(StepName name, DefinitionFunction called, long nowMs) {
    return fromMs <= nowMs && nowMs < toMs && function == called && step.equals(name);
  }
}
