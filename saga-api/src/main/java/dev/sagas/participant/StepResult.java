package dev.sagas.participant;

import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a handler answers.
 *
 * <ul>
 *   <li>Codes match {@code [A-Za-z0-9._-]{1,64}}; anything else throws {@link
 *       IllegalArgumentException}.
 *   <li>Messages are for a person, must hold no secrets, and are cut to 1 KB.
 *   <li>The reply records' classes must be declared with {@link ParticipantBuilder#replies}.
 * </ul>
 */
public sealed interface StepResult {
  /** The effect was taken, or undone. */
  static StepResult succeeded(SpecificRecord reply) {
    return new Succeeded(reply);
  }

  /** Refused for a business reason: final, and without effect. Answered with a StepFailure. */
  static StepResult rejected(String code, String message) {
    return new Rejected(code, message, Optional.empty());
  }

  /** Refused for a business reason, with a reply record of its own. */
  static StepResult rejected(String code, String message, SpecificRecord reply) {
    return new Rejected(code, message, Optional.of(reply));
  }

  /** Could not be done now, without effect; the orchestrator may try again. */
  static StepResult failed(String code, String message) {
    return new Failed(code, message);
  }

  /** See {@link StepResult#succeeded}. */
  record Succeeded(SpecificRecord reply) implements StepResult {
    public Succeeded {
      Objects.requireNonNull(reply, "reply");
    }
  }

  /** See {@link StepResult#rejected(String, String)}. */
  record Rejected(String code, String message, Optional<SpecificRecord> reply)
      implements StepResult {
    public Rejected {
      ErrorCode.check(code);
      Objects.requireNonNull(message, "message");
    }
  }

  /** See {@link StepResult#failed}. */
  record Failed(String code, String message) implements StepResult {
    public Failed {
      ErrorCode.check(code);
      Objects.requireNonNull(message, "message");
    }
  }
}
