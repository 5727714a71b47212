package dev.sagas.http.exchange;

/** A request cannot be answered as it was meant; says why, for a person. */
public sealed class ProblemException extends RuntimeException permits TooManyRequestsException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;

  /**
   * A problem.
   *
   * @param detail expectation and fact; no payload and no secret
   */
  public ProblemException(ProblemCode code, String detail) {
    super(detail);
    this.code = code;
  }

  /** The same with its cause. */
  public ProblemException(ProblemCode code, String detail, Throwable cause) {
    super(detail, cause);
    this.code = code;
  }

  /** A parameter that is wrong. */
  public static ProblemException parameter(String name, String expectation, String actual) {
    return new ProblemException(
        ProblemCode.BAD_PARAMETER,
        "Expected parameter %s to be %s, but got %s"
            .formatted(name, expectation, Shown.of(actual)));
  }

  /** What kind of problem. */
  public final ProblemCode code() {
    return code;
  }

  /** Why, for a person. */
  public final String detail() {
    return String.valueOf(getMessage());
  }
}
