package dev.sagas.cli.journal;

/** How rebuilt sagas are written: for a person, for programs, or as records. */
enum ReplayOutput {
  table,
  json,
  avro
}
