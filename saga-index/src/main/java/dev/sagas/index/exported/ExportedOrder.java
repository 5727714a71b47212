package dev.sagas.index.exported;

/** In which order exported runs are listed. */
public enum ExportedOrder {
  /** Those that ended last first; only of ended ones. */
  ENDED,
  /** Those that started last first. */
  STARTED,
  /** By id. */
  ID
}
