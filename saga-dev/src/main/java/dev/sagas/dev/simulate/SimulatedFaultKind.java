package dev.sagas.dev.simulate;

/** What can go wrong in the simulated world. */
public enum SimulatedFaultKind {
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
  /** A participant is unavailable for a while. */
  PARTICIPANT_DOWN,
  /** A participant answers with a technical failure. */
  TECHNICAL_FAILURE,
  /** A participant rejects an execute. */
  EXECUTE_REJECTED,
  /** A participant rejects a compensate. */
  COMPENSATE_REJECTED,
  /** The orchestrator dies: what it has not committed is lost and read again. */
  ORCHESTRATOR_CRASH,
  /** The orchestrator is down for hours, while records wait. */
  LONG_OUTAGE,
  /** After a restart the orchestrator's clock differs. */
  CLOCK_SKEW,
  /** A timer fires late. */
  TIMER_LATE,
  /** A timer fires although nothing is due. */
  TIMER_SPURIOUS,
  /** After a restart a timer fires before the waiting records are read. */
  TIMER_BEFORE_RECORDS,
  /** A signal arrives before its step waits, or before the saga starts. */
  SIGNAL_EARLY,
  /** A signal arrives late. */
  SIGNAL_LATE,
  /** A signal arrives twice. */
  SIGNAL_DUPLICATED,
  /** A signal does not arrive during the storm. */
  SIGNAL_MISSING,
  /** A signal that no step waits for, or with a different record. */
  SIGNAL_WRONG,
  /** A signal that rejects its step. */
  SIGNAL_REFUSES,
  /** A request is repeated, with the same payload or a different one. */
  START_REPEATED,
  /** A request is repeated after the saga was forgotten: a new run. */
  START_AGAIN,
  /** A request that cannot be run. */
  START_INVALID,
  /** An operator does something at random. */
  OPERATION,
  /** An operator's action is redelivered. */
  OPERATION_DUPLICATED,
  /** A function of the definition throws for a while. */
  DEFINITION_FAULT,
  /** The definition's version is not deployed for a while. */
  VERSION_MISSING,
  /** What was decided cannot be written: its topic is missing or too small, or a bug strikes. */
  OUTPUT_REFUSED
}
