package dev.sagas.testkit.simulate;

/** What can go wrong in the simulated world. */
public enum FaultKind {
  /** A command never reaches its participant. */
  COMMAND_LOST,
  /** A command reaches its participant twice. */
  COMMAND_DUPLICATED,
  /** A command reaches its participant late, after others that were sent later. */
  COMMAND_DELAYED,
  /** A reply never reaches the orchestrator. */
  REPLY_LOST,
  /** A reply reaches the orchestrator twice. */
  REPLY_DUPLICATED,
  /** A reply reaches the orchestrator late. */
  REPLY_DELAYED,
  /** A reply of another run, epoch or step. */
  REPLY_FOREIGN,
  /** A participant dies between its commit and its reply, and handles the command again. */
  PARTICIPANT_CRASH,
  /** A participant is away for a while. */
  PARTICIPANT_DOWN,
  /** A participant answers with a technical failure. */
  TECHNICAL_FAILURE,
  /** A participant rejects an execute. */
  EXECUTE_REJECTED,
  /** A participant rejects a compensate. */
  COMPENSATE_REJECTED,
  /** The orchestrator dies: what it has not committed is lost and read again. */
  ORCHESTRATOR_CRASH,
  /** The orchestrator is away for hours, while records wait. */
  LONG_OUTAGE,
  /** After a restart the orchestrator's clock differs. */
  CLOCK_SKEW,
  /** A timer rings late. */
  TIMER_LATE,
  /** A timer rings although nothing is due. */
  TIMER_SPURIOUS,
  /** After a restart a timer rings before the records that waited are read. */
  TIMER_BEFORE_RECORDS,
  /** A signal comes before its step waits, or before the saga starts. */
  SIGNAL_EARLY,
  /** A signal comes late. */
  SIGNAL_LATE,
  /** A signal comes twice. */
  SIGNAL_DUPLICATED,
  /** A signal does not come while the storm lasts. */
  SIGNAL_MISSING,
  /** A signal that no step waits for, or of another record. */
  SIGNAL_WRONG,
  /** A signal that rejects its step. */
  SIGNAL_REFUSES,
  /** A request comes again, with the same payload or another. */
  START_REPEATED,
  /** A request comes again when the saga is forgotten: a new run. */
  START_AGAIN,
  /** A request that cannot be run. */
  START_INVALID,
  /** An operator does something at random. */
  OPERATION,
  /** An operator's action is delivered again. */
  OPERATION_DUPLICATED,
  /** A function of the definition throws for a while. */
  DEFINITION_FAULT,
  /** The definition's version is not deployed for a while. */
  VERSION_MISSING,
  /** What was decided cannot be written: its topic is missing or too small, or a bug strikes. */
  OUTPUT_REFUSED
}
