package dev.sagas.engine.core;

import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;

/** Something to send with a transition. */
public sealed interface SagaEffect {
  /** Dispatches by kind; a missing case fails to compile. */
  <R> R accept(Visitor<R> visitor);

  /** The command, if it is one. */
  default Optional<SendCommand> asCommand() {
    return Optional.empty();
  }

  /** The outcome, if it is one. */
  default Optional<PublishOutcome> asOutcome() {
    return Optional.empty();
  }

  /**
   * One method for each kind of effect.
   *
   * @param <R> what the visitor makes of it
   */
  interface Visitor<R> {
    R sendCommand(SendCommand effect);

    R publishOutcome(PublishOutcome effect);
  }

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
      implements SagaEffect {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sendCommand(this);
    }

    @Override
    public Optional<SendCommand> asCommand() {
      return Optional.of(this);
    }
  }

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
   * @param reason why effects were undone, or why the saga was ended by hand
   * @param data at the end
   * @param effectsLeft steps whose effects are, or may be, still there although the saga did not
   *     complete
   * @param skipped steps that an operator skipped
   */
  record PublishOutcome(
      SagaStatus outcome,
      Optional<UnwindReason> reason,
      Bytes data,
      List<StepName> effectsLeft,
      List<StepName> skipped)
      implements SagaEffect {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.publishOutcome(this);
    }

    @Override
    public Optional<PublishOutcome> asOutcome() {
      return Optional.of(this);
    }
  }
}
