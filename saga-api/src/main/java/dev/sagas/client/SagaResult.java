package dev.sagas.client;

import dev.sagas.schema.SagaOutcome;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * How a saga ended, with its data as the saga's own class.
 *
 * @param outcome all that the orchestrator has published of its end
 * @param data the data at its end; empty if it never began
 */
public record SagaResult<D extends SpecificRecord>(SagaOutcome outcome, Optional<D> data) {

  /** How it ended and why, in one line, for logs; without the data. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(outcome.getSagaId()).append(": ").append(outcome.getOutcome());
    if (outcome.getActor() != null) {
      text.append(" by ").append(outcome.getActor());
    }
    if (outcome.getReasonCode() != null) {
      text.append(" because of ");
      if (outcome.getFailedStep() != null) {
        text.append(outcome.getFailedStep()).append(": ");
      }
      text.append(outcome.getReasonCode());
    }
    if (outcome.getReasonMessage() != null) {
      text.append(" (").append(outcome.getReasonMessage()).append(')');
    }
    if (!outcome.getEffectsLeft().isEmpty()) {
      text.append(", left in place: ").append(String.join(", ", outcome.getEffectsLeft()));
    }
    return text.toString();
  }
}
