package dev.sagas.orchestrator.core;

import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.StepName;
import java.util.Optional;

/** Something to send with a transition. */
public sealed interface SagaEffect {
  /**
   * A command to a participant.
   *
   * @param payload in wire format
   * @param deadlineAtMs when this attempt times out, epoch ms
   * @param fenceUntilMs until when the participant must remember it, epoch ms (R27)
   * @param undo present on a compensate
   */
  record SendCommand(
      ParticipantName participant,
      CommandId commandId,
      Bytes payload,
      long deadlineAtMs,
      long fenceUntilMs,
      Optional<Undo> undo)
      implements SagaEffect {}

  /**
   * What a compensate undoes.
   *
   * @param undoes key of the execute
   * @param executeSucceeded false while the execute's outcome is unknown
   */
  record Undo(DeduplicationKey undoes, boolean executeSucceeded) {}

  /**
   * The saga's outcome.
   *
   * @param failedStep the step whose failure began the unwind
   * @param data at the end
   */
  record PublishOutcome(
      SagaStatus outcome, Optional<UnwindReason> reason, Optional<StepName> failedStep, Bytes data)
      implements SagaEffect {}
}
