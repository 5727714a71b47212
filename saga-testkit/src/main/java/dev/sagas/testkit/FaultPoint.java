package dev.sagas.testkit;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import java.util.Optional;

/**
 * A record in flight, or a timer: what a fault may affect.
 *
 * @param number counts from 1 in order of appearance: the same in every run with the same faults so
 *     far
 * @param command the command that it is, or answers
 */
record FaultPoint(int number, Kind kind, Optional<CommandId> command) {
  /** What it is. */
  enum Kind {
    REQUEST,
    COMMAND,
    REPLY,
    SIGNAL,
    OPERATION,
    TIMER
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** True if it is a command that executes a step, or a reply to one. */
  boolean isAboutExecute() {
    return command.filter(id -> id.key().action() == Action.EXECUTE).isPresent();
  }

  boolean isFirstAttempt() {
    return command.filter(id -> id.attempt() == 1).isPresent();
  }

  /** True if it is something that moves the saga. */
  boolean isInput() {
    return switch (kind) {
      case REQUEST, REPLY, SIGNAL, OPERATION, TIMER -> true;
      case COMMAND -> false;
    };
  }
}
