package dev.sagas.participant;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.time.Duration;
import java.util.Optional;

/**
 * Is notified of what a participant does, for metrics. {@code dev.sagas.metrics.ParticipantMetrics}
 * reports it to Micrometer.
 *
 * <ul>
 *   <li>Called on the participant's threads, several at a time: must be thread-safe and quick.
 *   <li>Exceptions that it throws are logged and have no other effect.
 * </ul>
 */
public interface ParticipantListener {
  /**
   * What the commands of a step have in common.
   *
   * @param type of the saga
   */
  record Step(ParticipantName participant, SagaType type, StepName name, Action action) {}

  /**
   * How a command ended.
   *
   * @param handling what led to the reply
   * @param outcome of the reply
   * @param errorCode of a reply that is not a success
   * @param took from the start of the command until its reply was ready to be sent, including
   *     retries and the pauses between them
   */
  record Answer(
      Handling handling, StepOutcome outcome, Optional<String> errorCode, Duration took) {}

  /** The reply to a command is ready. */
  default void answered(Step step, Answer answer) {}

  /**
   * An attempt hit an infrastructure error and is followed by another, within the command's
   * deadline.
   */
  default void retried(Step step) {}

  /**
   * A record of the command topic cannot be applied and becomes a dead letter.
   *
   * @param errorCode why
   */
  default void deadLettered(ParticipantName participant, String errorCode) {}
}
