package dev.sagas.participant;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.time.Duration;
import java.util.Optional;

/**
 * Is told what a participant does, for metrics. {@code dev.sagas.metrics.ParticipantMetrics} brings
 * it to Micrometer.
 *
 * <ul>
 *   <li>Called on the participant's threads, several at a time: must be thread-safe and quick.
 *   <li>What it throws is logged and changes nothing.
 * </ul>
 */
public interface ParticipantListener {
  /**
   * What is common to the commands of a step.
   *
   * @param type of the saga
   */
  record Step(ParticipantName participant, SagaType type, StepName name, Action action) {}

  /**
   * How a command ended.
   *
   * @param handling what led to the reply
   * @param outcome of the reply
   * @param errorCode of a reply that is no success
   * @param took from when the command was begun to when its reply was there to be sent, tries and
   *     pauses between them included
   */
  record Answer(
      Handling handling, StepOutcome outcome, Optional<String> errorCode, Duration took) {}

  /** A command has its reply. */
  default void answered(Step step, Answer answer) {}

  /**
   * A try met an infrastructure error and is followed by another, within the command's deadline.
   */
  default void retried(Step step) {}

  /**
   * A record of the command topic that cannot be applied goes to the dead letters.
   *
   * @param errorCode why
   */
  default void deadLettered(ParticipantName participant, String errorCode) {}
}
