package dev.sagas.export.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.operate.json.Json;
import java.util.Map;
import java.util.Optional;

/**
 * The row of a run.
 *
 * @param detail what it had before its end, if it has ended; else the same
 */
record SagaRow(SagaState after, SagaState detail) {
  /** All columns; of {@code more} those that the state does not have. */
  Map<String, Object> values(Map<String, Object> more) {
    Map<String, Object> values = RunRows.key(after.identity());
    values.putAll(more);
    values.put("saga_type", after.identity().type().value());
    values.put("version", after.identity().version());
    values.put("status", after.status().toString());
    values.put("revision", after.chain().revision());
    values.put("started_at", after.startedAtMs());
    values.put("updated_at", after.updatedAtMs());
    if (after.status().isTerminal()) {
      values.put("ended_at", after.updatedAtMs());
    }
    after.request().deadlineAtMs().ifPresent(atMs -> values.put("deadline_at", atMs));
    waitsFor().ifPresent(kind -> values.put("waits_for", kind));
    detail
        .unwind()
        .ifPresent(
            reason -> {
              reason.step().ifPresent(step -> values.put("unwind_step", step.value()));
              values.put("unwind_code", reason.code());
              values.put("unwind_message", reason.message());
            });
    after
        .control()
        .pause()
        .ifPresent(
            pause -> {
              values.put("paused_by", pause.actor());
              values.put("paused_reason", pause.reason());
            });
    values.put("labels", labels());
    values.put("data_type", after.request().dataType());
    return values;
  }

  private Optional<String> waitsFor() {
    return WaitReasons.of(after).stream().findFirst().map(reason -> reason.kind().toString());
  }

  private String labels() {
    ObjectNode labels = Json.object();
    after.request().labels().forEach(labels::put);
    return Json.line(labels);
  }
}
