package dev.sagas.export.rows;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.StepState;
import java.util.Map;

/** The row of a step. */
final class StepRow {
  private StepRow() {}

  static Map<String, Object> of(SagaIdentity saga, StepState step) {
    Map<String, Object> values = RunRows.key(saga);
    values.put("step", step.name().value());
    values.put("status", step.status().toString());
    step.target().ifPresent(target -> values.put("target", target));
    values.put("epoch", step.epoch());
    values.put("attempt", step.attempt());
    step.sequence().ifPresent(sequence -> values.put("effect_order", sequence));
    values.put("since", step.sinceMs());
    step.dueAtMs().ifPresent(atMs -> values.put("due_at", atMs));
    return values;
  }
}
