package dev.sagas.testkit;

/** What an exploration makes go wrong. */
public enum FaultKind {
  /** A command is lost. */
  COMMAND_LOST("the command is lost"),
  /** A command reaches its participant twice. */
  COMMAND_TWICE("the command is delivered twice"),
  /** A participant rejects a step. */
  STEP_REJECTED("the step is rejected"),
  /** No command of a step's execute reaches its participant. */
  STEP_UNREACHED("the participant is unreachable from here on"),
  /** No reply to a step's execute is received, although it takes effect. */
  STEP_UNANSWERED("no reply to the step arrives from here on"),
  /** A reply is lost. */
  REPLY_LOST("the reply is lost"),
  /** A reply arrives twice. */
  REPLY_TWICE("the reply arrives twice"),
  /** A reply arrives right after its command has timed out. */
  REPLY_LATE("the reply arrives after the time-out"),
  /** A reply arrives after the next thing that moves the saga. */
  REPLY_OVERTAKEN("the reply is overtaken by what follows"),
  /** A signal is lost. */
  SIGNAL_LOST("the signal is lost"),
  /** A signal arrives twice. */
  SIGNAL_TWICE("the signal arrives twice"),
  /** The orchestrator dies before what it did is committed; it reads the same input again. */
  CRASH_BEFORE_COMMIT("the orchestrator dies before it commits"),
  /** The orchestrator dies right after what it did is committed. */
  CRASH_AFTER_COMMIT("the orchestrator dies after it commits");

  private final String text;

  FaultKind(String text) {
    this.text = text;
  }

  /** What goes wrong, for a person. */
  String text() {
    return text;
  }

  /** True if it can affect that. */
  boolean appliesTo(FaultPoint happening) {
    return switch (this) {
      case COMMAND_LOST, COMMAND_TWICE -> happening.is(FaultPoint.Kind.COMMAND);
      case STEP_REJECTED -> happening.is(FaultPoint.Kind.COMMAND) && happening.isAboutExecute();
      case STEP_UNREACHED -> happening.is(FaultPoint.Kind.COMMAND) && isFirstExecute(happening);
      case STEP_UNANSWERED -> happening.is(FaultPoint.Kind.REPLY) && isFirstExecute(happening);
      case REPLY_LOST, REPLY_TWICE, REPLY_LATE, REPLY_OVERTAKEN ->
          happening.is(FaultPoint.Kind.REPLY);
      case SIGNAL_LOST, SIGNAL_TWICE -> happening.is(FaultPoint.Kind.SIGNAL);
      case CRASH_BEFORE_COMMIT, CRASH_AFTER_COMMIT -> happening.isInput();
    };
  }

  private static boolean isFirstExecute(FaultPoint happening) {
    return happening.isAboutExecute() && happening.isFirstAttempt();
  }

  boolean isCrash() {
    return this == CRASH_BEFORE_COMMIT || this == CRASH_AFTER_COMMIT;
  }
}
