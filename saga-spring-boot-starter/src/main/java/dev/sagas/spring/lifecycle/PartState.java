package dev.sagas.spring.lifecycle;

/**
 * What a part is doing.
 *
 * @param reason why it does not run; empty if it does
 */
public record PartState(Phase phase, String reason) {
  /** The phases of a part's life. */
  public enum Phase {
    /** Not started, or stopped. */
    STOPPED,
    /** Tried, and tried again if that fails. */
    STARTING,
    /** Started. */
    RUNNING
  }

  static PartState of(Phase phase) {
    return new PartState(phase, "");
  }

  static PartState starting() {
    return new PartState(Phase.STARTING, "it waits for the broker or the registry to answer");
  }

  static PartState notStarted(Throwable problem) {
    return new PartState(Phase.STARTING, reasonOf(problem));
  }

  private static String reasonOf(Throwable problem) {
    StringBuilder text = new StringBuilder(line(problem));
    Throwable cause = problem.getCause();
    if (cause != null && !text.toString().contains(String.valueOf(cause.getMessage()))) {
      text.append(": ").append(line(cause));
    }
    return text.toString();
  }

  private static String line(Throwable problem) {
    return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
  }
}
