package dev.sagas.orchestrator.cli;

/** How a result is written: for a person, or for programs. */
enum Output {
  table,
  json
}
