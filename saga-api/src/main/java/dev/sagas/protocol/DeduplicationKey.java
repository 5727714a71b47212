package dev.sagas.protocol;

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
  private static final int PARTS = 5;
  private static final int MAX_EPOCH_DIGITS = 9;

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
    String[] parts = split(text);
    if (parts.length != PARTS || !isAction(parts[3]) || !isEpoch(parts[4])) {
      throw new IllegalArgumentException(
          "Expected a deduplication key sagaId/run/step/action/epoch, but got " + Quoted.of(text));
    }
    return new DeduplicationKey(
        new SagaId(parts[0]),
        new RunId(parts[1]),
        new StepName(parts[2]),
        Action.ofHeader(parts[3]),
        Integer.parseInt(parts[4]));
  }

  /** The parts between slashes; none if they are not five, or one is empty. */
  private static String[] split(String text) {
    String[] parts = new String[PARTS];
    int from = 0;
    for (int i = 0; i < PARTS; i++) {
      int slash = text.indexOf('/', from);
      boolean isLast = i == PARTS - 1;
      int to = isLast ? text.length() : slash;
      if (to <= from || (isLast && slash >= 0)) {
        return new String[0];
      }
      parts[i] = text.substring(from, to);
      from = to + 1;
    }
    return parts;
  }

  private static boolean isAction(String text) {
    return text.equals(Action.EXECUTE.headerValue())
        || text.equals(Action.COMPENSATE.headerValue());
  }

  private static boolean isEpoch(String text) {
    return Form.isWholeNumber(text, MAX_EPOCH_DIGITS) && !text.equals("0");
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
