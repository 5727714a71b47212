package dev.sagas.http.exchange;

/** Somebody asks more often than they may; says when they may ask again. */
public final class TooManyRequestsException extends ProblemException {
  private static final long serialVersionUID = 1L;

  private final long retryAfterSeconds;

  /**
   * A request that was not answered.
   *
   * @param detail expectation and fact
   * @param retryAfterSeconds when it may be repeated, 1 or more
   */
  public TooManyRequestsException(String detail, long retryAfterSeconds) {
    super(ProblemCode.TOO_MANY_REQUESTS, detail);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** When it may be repeated; the header {@code Retry-After}. */
  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
