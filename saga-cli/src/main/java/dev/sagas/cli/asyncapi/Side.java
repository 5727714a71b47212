package dev.sagas.cli.asyncapi;

/** Who takes part in a saga's exchange of records. */
public enum Side {
  /** Starts sagas, sends signals and learns outcomes. */
  client,
  /** Sends commands and decides on what arrives. */
  orchestrator,
  /** Carries out commands. */
  participant
}
