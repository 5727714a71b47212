package dev.sagas.participant;

import dev.sagas.protocol.SagaHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A handler's answer.
 *
 * <ul>
 *   <li>Codes match {@code [A-Za-z0-9._-]{1,64}}; anything else throws {@link
 *       IllegalArgumentException}.
 *   <li>Messages are for a person, must not contain secrets, and are truncated to 1 KB.
 *   <li>The reply records' classes must be declared with {@link ParticipantBuilder#replies}.
 * </ul>
 */
public sealed interface StepResult {
  /** The most details of a rejection. */
  int MAX_DETAILS = 32;

  /** The longest name of a detail. */
  int MAX_DETAIL_NAME_CHARS = 64;

  /** The longest value of a detail. */
  int MAX_DETAIL_CHARS = 1_000;

  /** The step was executed, or undone. */
  static StepResult succeeded(SpecificRecord reply) {
    return new Succeeded(reply);
  }

  /** Refused for a business reason: final, and without effect. Answered with a StepFailure. */
  static StepResult rejected(String code, String message) {
    return new Rejected(code, message, Map.of(), Optional.empty());
  }

  /**
   * The same with details for a program or a person, such as {@code sku} and {@code left}.
   *
   * @param details must not contain secrets; at most {@value #MAX_DETAILS}, each with a name of at
   *     most {@value #MAX_DETAIL_NAME_CHARS} and a value of at most {@value #MAX_DETAIL_CHARS}
   *     characters
   */
  static StepResult rejected(String code, String message, Map<String, String> details) {
    return new Rejected(code, message, details, Optional.empty());
  }

  /** Refused for a business reason, with its own reply record. */
  static StepResult rejected(String code, String message, SpecificRecord reply) {
    return new Rejected(code, message, Map.of(), Optional.of(reply));
  }

  /** Not possible now, and without effect; the orchestrator may try again. */
  static StepResult failed(String code, String message) {
    return failed(code, message, Duration.ZERO);
  }

  /**
   * The same, asking the orchestrator to wait at least that long before it tries again.
   *
   * <ul>
   *   <li>The longer of this and the step's own back-off applies. An earlier deadline of the step
   *       or the saga ends the wait.
   *   <li>The attempt counts like any other.
   * </ul>
   *
   * @param retryAfter from zero to one day; anything else throws {@link IllegalArgumentException}
   */
  static StepResult failed(String code, String message, Duration retryAfter) {
    return new Failed(code, message, retryAfter);
  }

  /**
   * Calls the visitor's method for this kind of result.
   *
   * @param <R> what the visitor makes of it
   * @param <E> what the visitor throws
   */
  <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E;

  /**
   * What to do with each kind of result.
   *
   * @param <R> what it makes of a result
   * @param <E> what it throws
   */
  interface Visitor<R, E extends Exception> {
    R succeeded(Succeeded result) throws E;

    R rejected(Rejected result) throws E;

    R failed(Failed result) throws E;
  }

  /** See {@link StepResult#succeeded}. */
  record Succeeded(SpecificRecord reply) implements StepResult {
    public Succeeded {
      Objects.requireNonNull(reply, "reply");
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.succeeded(this);
    }
  }

  /** See {@link StepResult#rejected(String, String)}. */
  record Rejected(
      String code, String message, Map<String, String> details, Optional<SpecificRecord> reply)
      implements StepResult {
    public Rejected {
      ErrorCode.check(code);
      Objects.requireNonNull(message, "message");
      details = Map.copyOf(details);
      if (details.size() > MAX_DETAILS) {
        throw new IllegalArgumentException(
            "Expected at most " + MAX_DETAILS + " details, but got " + details.size());
      }
      details.forEach(Rejected::check);
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.rejected(this);
    }

    private static void check(String name, String value) {
      if (name.length() > MAX_DETAIL_NAME_CHARS || value.length() > MAX_DETAIL_CHARS) {
        throw new IllegalArgumentException(
            """
            Expected a detail with a name of at most %s and a value of at most %s characters, \
            but they have %s and %s\
            """
                .formatted(MAX_DETAIL_NAME_CHARS, MAX_DETAIL_CHARS, name.length(), value.length()));
      }
    }
  }

  /** See {@link StepResult#failed}. */
  record Failed(String code, String message, Duration retryAfter) implements StepResult {
    public Failed {
      ErrorCode.check(code);
      Objects.requireNonNull(message, "message");
      if (retryAfter.isNegative() || retryAfter.toMillis() > SagaHeaders.MAX_RETRY_AFTER_MS) {
        throw new IllegalArgumentException(
            "Expected to be tried again after zero to one day, but got " + retryAfter);
      }
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.failed(this);
    }
  }
}
