package dev.sagas.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;

/** Reads parts of what {@link dev.sagas.operate.json.SagaJson} writes. */
public final class SagaFromJson {
  private SagaFromJson() {}

  /**
   * One reason why the saga waits.
   *
   * @throws IllegalArgumentException if it is not the JSON of a reason
   */
  public static WaitReason reason(JsonNode json) {
    return new WaitReason(
        JsonFields.constant(json, "kind", WaitReason.Kind.class),
        JsonFields.text(json, "step").map(StepName::new),
        JsonFields.required(json, "on"),
        JsonFields.required(json, "detail"),
        JsonFields.time(json, "since"),
        JsonFields.optionalTime(json, "until"));
  }
}
