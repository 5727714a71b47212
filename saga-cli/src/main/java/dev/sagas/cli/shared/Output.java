package dev.sagas.cli.shared;

/** How a result is written: for a person, or for programs. */
public enum Output {
  table,
  json
}
