package dev.sagas.admin;

/** The service answered with a problem. */
public final class AdminProblemException extends AdminException {
  private static final long serialVersionUID = 1L;

  private final AdminProblem problem;
  private final String code;
  private final int status;
  private final long retryAfterMs;

  AdminProblemException(String code, int status, String detail, long retryAfterMs) {
    super(detail);
    this.problem = AdminProblem.of(code);
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** What is wrong. */
  public AdminProblem problem() {
    return problem;
  }

  /** The stable code as it was answered, such as {@code no-such-saga}. */
  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** When to ask again, 0 for any time. */
  long retryAfterMs() {
    return retryAfterMs;
  }
}
