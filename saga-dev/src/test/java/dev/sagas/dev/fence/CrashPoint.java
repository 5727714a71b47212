package dev.sagas.dev.fence;

import dev.sagas.protocol.Action;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a participant is killed.
 *
 * @param sagaId whose command it is killed by; nobody's if empty
 */
record CrashPoint(String sagaId, Action action, Moment moment) {
  static final CrashPoint NEVER = new CrashPoint("", Action.EXECUTE, Moment.BEFORE_TRANSACTION);

  private static volatile CrashPoint current = NEVER;

  /** The moments of a command. */
  enum Moment {
    BEFORE_TRANSACTION,
    INSIDE_TRANSACTION,
    AFTER_COMMIT_BEFORE_REPLY,
    AFTER_REPLY_BEFORE_OFFSET_COMMIT,
    AFTER_WRITES_BEFORE_COMMIT,
    AFTER_COMMIT;

    /** With a fence in a database: the reply and the offset follow the transaction. */
    static List<Moment> ofJdbcFence() {
      return List.of(
          BEFORE_TRANSACTION,
          INSIDE_TRANSACTION,
          AFTER_COMMIT_BEFORE_REPLY,
          AFTER_REPLY_BEFORE_OFFSET_COMMIT);
    }

    /** With a fence in Kafka: row, effect, reply and offset are in one transaction. */
    static List<Moment> ofKafkaFence() {
      return List.of(
          BEFORE_TRANSACTION, INSIDE_TRANSACTION, AFTER_WRITES_BEFORE_COMMIT, AFTER_COMMIT);
    }
  }

  /** A point for each action and moment; the saga ids say which. */
  static List<CrashPoint> all(String prefix, List<Moment> moments) {
    List<CrashPoint> points = new ArrayList<>();
    for (Action action : Action.values()) {
      for (Moment moment : moments) {
        points.add(new CrashPoint(sagaOf(prefix, action, moment), action, moment));
      }
    }
    return points;
  }

  static String sagaOf(String prefix, Action action, Moment moment) {
    String name = moment.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return prefix + "-" + action.headerValue() + "-" + name;
  }

  static CrashPoint parse(String text) {
    String[] parts = text.split(",", -1);
    return new CrashPoint(parts[0], Action.valueOf(parts[1]), Moment.valueOf(parts[2]));
  }

  String text() {
    return sagaId + "," + action + "," + moment;
  }

  static void use(CrashPoint point) {
    current = point;
  }

  /** Kills this process with signal 9 if this is the point, and never returns then. */
  static void reached(String sagaId, Action action, Moment moment) {
    CrashPoint here = new CrashPoint(sagaId, action, moment);
    StopPoints.reached(here);
    if (!current.equals(here)) {
      return;
    }
    try {
      Process kill =
          new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
      while (kill.isAlive()) {
        LockSupport.parkNanos(1_000_000);
      }
    } catch (IOException e) {
      throw new AssertionError("Expected to be killed at " + current, e);
    }
    throw new AssertionError("Expected to be killed at " + current);
  }
}
