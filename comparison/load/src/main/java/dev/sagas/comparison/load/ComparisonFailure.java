package dev.sagas.comparison.load;

/** The engine does not run sagas as it should, so there is nothing to measure. */
public final class ComparisonFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was expected, and what there was. */
  public ComparisonFailure(String message) {
    super(message);
  }

  /** The same with its cause. */
  public ComparisonFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
