package dev.sagas.chaos.fault;

import java.util.Locale;

/** What a process is in the cluster. */
public enum TargetRole {
  /** Runs sagas. */
  ORCHESTRATOR,
  /** Executes the commands of sagas, with its own database. */
  PARTICIPANT,
  /** One of the Kafka brokers, each of which is a controller as well. */
  BROKER,
  /** The schema registry: one process. */
  REGISTRY,
  /** The PostgreSQL server of all participants: one process. */
  DATABASE;

  /** The name in {@code --faults}, in plans and in reports. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
