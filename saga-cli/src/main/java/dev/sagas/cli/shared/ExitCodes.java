package dev.sagas.cli.shared;

/** Exit codes of the {@code saga} command; 0 is success. */
public final class ExitCodes {
  /** A fault was found, or the request was refused. */
  public static final int FAULT = 1;

  /** The command could not be carried out. */
  public static final int FAILED = 2;

  /** The request was sent, but its result is not known. */
  public static final int UNKNOWN = 3;

  /** Nothing is wrong, but sagas wait for a person to decide. */
  public static final int DECISION = 4;

  private ExitCodes() {}
}
