package dev.sagas.export.rows;

/**
 * A column of a table.
 *
 * @param isKept true if a row that has no value for it leaves the value that is there
 */
public record Column(String name, Type type, boolean isKept) {
  /** What it contains. */
  public enum Type {
    TEXT,
    /** A text that is JSON. */
    JSON,
    /** Epoch ms. */
    TIME,
    INT,
    LONG,
    BYTES
  }

  static Column plain(String name, Type type) {
    return new Column(name, type, false);
  }

  static Column kept(String name, Type type) {
    return new Column(name, type, true);
  }
}
