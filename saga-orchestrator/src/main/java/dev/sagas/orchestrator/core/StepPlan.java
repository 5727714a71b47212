package dev.sagas.orchestrator.core;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.StepName;
import java.util.Optional;

/** What the engine needs to know of a step, without its functions. */
public record StepPlan(
    StepName name,
    ParticipantName participant,
    Tries execute,
    Optional<Tries> compensate,
    boolean keepsReply,
    boolean pivot) {
  /**
   * How often and how long an action is tried.
   *
   * @param timeoutMs of one attempt
   */
  public record Tries(RetryPolicy retry, long timeoutMs) {}

  Tries tries(Action action) {
    return switch (action) {
      case EXECUTE -> execute;
      case COMPENSATE ->
          compensate.orElseThrow(
              () -> new IllegalStateException("Expected step " + name + " to have a compensation"));
    };
  }
}
