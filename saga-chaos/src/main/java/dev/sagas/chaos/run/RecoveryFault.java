package dev.sagas.chaos.run;

import java.util.Locale;

/** What sagas have to recover from, one fault after the other. */
enum RecoveryFault {
  /** Nothing: what the measurement itself shows. */
  NONE("no fault"),

  /** The orchestrator that has a partition gets signal 15, and is started at once. */
  TERMINATE("orchestrator: SIGTERM, restarted at once"),

  /** The same with signal 9, and a second later. */
  KILL("orchestrator: kill -9, restarted after 1 s"),

  /** The same for longer than its session. */
  KILL_LONG("orchestrator: kill -9, restarted after 18 s"),

  /** The same, and its state is lost. */
  STATE_LOST("orchestrator: kill -9, state deleted, restarted after 1 s"),

  /** It is stopped and continued. */
  FREEZE("orchestrator: SIGSTOP for 15 s"),

  /** The broker that leads a partition is killed. */
  LEADER("leading broker: kill -9, restarted after 4 s"),

  /** A process of participants is killed. */
  PARTICIPANT("participant: kill -9, restarted after 1 s");

  private final String title;

  RecoveryFault(String title) {
    this.title = title;
  }

  /** In a table. */
  String title() {
    return title;
  }

  /** In options and JSON. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
