package dev.sagas.testkit.author;

/** What an exploration lets go wrong. */
public enum FaultKind {
  /** A command is lost. */
  COMMAND_LOST("the command is lost"),
  /** A command reaches its participant twice. */
  COMMAND_TWICE("the command comes twice"),
  /** A participant rejects a step. */
  STEP_REJECTED("the step is rejected"),
  /** No command of a step's execute reaches its participant. */
  STEP_UNREACHED("the participant is not reached from here on"),
  /** No reply to a step's execute comes back, although it takes effect. */
  STEP_UNANSWERED("no reply to the step comes from here on"),
  /** A reply is lost. */
  REPLY_LOST("the reply is lost"),
  /** A reply comes twice. */
  REPLY_TWICE("the reply comes twice"),
  /** A reply comes right after its command has timed out. */
  REPLY_LATE("the reply comes after the time-out"),
  /** A reply comes after the next thing that moves the saga. */
  REPLY_OVERTAKEN("the reply is overtaken by what comes next"),
  /** A signal is lost. */
  SIGNAL_LOST("the signal is lost"),
  /** A signal comes twice. */
  SIGNAL_TWICE("the signal comes twice"),
  /** The orchestrator dies before what it did is committed; it reads the same input again. */
  CRASH_BEFORE_COMMIT("the orchestrator dies before it commits"),
  /** The orchestrator dies right after what it did is committed. */
  CRASH_AFTER_COMMIT("the orchestrator dies after it committed");

  private final String text;

  FaultKind(String text) {
    this.text = text;
  }

  /** What goes wrong, for a person. */
  String text() {
    return text;
  }

  /** True if it can befall that. */
  boolean appliesTo(Happening happening) {
    return switch (this) {
      case COMMAND_LOST, COMMAND_TWICE -> happening.is(Happening.Kind.COMMAND);
      case STEP_REJECTED -> happening.is(Happening.Kind.COMMAND) && happening.isAboutExecute();
      case STEP_UNREACHED -> happening.is(Happening.Kind.COMMAND) && isFirstExecute(happening);
      case STEP_UNANSWERED -> happening.is(Happening.Kind.REPLY) && isFirstExecute(happening);
      case REPLY_LOST, REPLY_TWICE, REPLY_LATE, REPLY_OVERTAKEN ->
          happening.is(Happening.Kind.REPLY);
      case SIGNAL_LOST, SIGNAL_TWICE -> happening.is(Happening.Kind.SIGNAL);
      case CRASH_BEFORE_COMMIT, CRASH_AFTER_COMMIT -> happening.isInput();
    };
  }

  private static boolean isFirstExecute(Happening happening) {
    return happening.isAboutExecute() && happening.isFirstAttempt();
  }

  boolean isCrash() {
    return this == CRASH_BEFORE_COMMIT || this == CRASH_AFTER_COMMIT;
  }
}
