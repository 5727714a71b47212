package dev.sagas.protocol;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key under which a participant applies an effect at most once: {@code
 * sagaId/run/step/action/epoch}.
 *
 * <ul>
 *   <li>Stable across redelivery and retries: all attempts of one epoch share it.
 *   <li>{@code epoch} starts at 1 and rises only after that epoch's compensation succeeded, or when
 *       an operator retries a recorded rejection.
 * </ul>
 */
public record DeduplicationKey(SagaId sagaId, RunId run, StepName step, Action action, int epoch) {
  private static final Pattern FORM =
      Pattern.compile("([^/]+)/([^/]+)/([^/]+)/(execute|compensate)/([1-9][0-9]{0,8})");

  public DeduplicationKey {
    if (epoch < 1) {
      throw new IllegalArgumentException("Expected an epoch of at least 1, but got " + epoch);
    }
  }

  /**
   * Reads the form written by {@link #toString()}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static DeduplicationKey parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Expected a deduplication key sagaId/run/step/action/epoch, but got " + Quoted.of(text));
    }
    return new DeduplicationKey(
        new SagaId(matcher.group(1)),
        new RunId(matcher.group(2)),
        new StepName(matcher.group(3)),
        Action.ofHeader(matcher.group(4)),
        HeaderNumber.parseInt(matcher.group(5)));
  }

  /** The key of the execute that this key's compensation undoes, or of the same execute. */
  public DeduplicationKey forAction(Action other) {
    return new DeduplicationKey(sagaId, run, step, other, epoch);
  }

  @Override
  public String toString() {
    return sagaId + "/" + run + "/" + step + "/" + action.headerValue() + "/" + epoch;
  }
}
