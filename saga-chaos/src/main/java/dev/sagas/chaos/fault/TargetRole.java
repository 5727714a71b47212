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
  /** A broker as the others reach it: the links that they replicate and vote over. */
  PEERS,
  /** The schema registry: one process. */
  REGISTRY,
  /** The PostgreSQL server of all participants: one process. */
  DATABASE;

  /** Whether its processes are brokers. */
  public boolean isOfBrokers() {
    return this == BROKER || this == PEERS;
  }

  /** Whether there are several processes of it. */
  boolean isInMany() {
    return switch (this) {
      case ORCHESTRATOR, PARTICIPANT, BROKER, PEERS -> true;
      case REGISTRY, DATABASE -> false;
    };
  }

  /** The name in {@code --faults}, in plans and in reports. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
