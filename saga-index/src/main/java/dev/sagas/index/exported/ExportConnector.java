package dev.sagas.index.exported;

import java.util.ServiceLoader;

/** Connects to the database of an export; found as a service on the class path. */
public interface ExportConnector {
  /**
   * Where the database is.
   *
   * @param url of JDBC
   * @param password not in any message
   * @param schema in which the tables are
   */
  record Address(String url, String user, String password, String schema) {
    /** Without the password. */
    @Override
    public String toString() {
      return schema;
    }
  }

  /** Asks an export; nothing is connected yet. */
  ExportedSagas connect(Address address);

  /**
   * The one on the class path.
   *
   * @throws IllegalStateException if there is none
   */
  static ExportConnector load() {
    return ServiceLoader.load(ExportConnector.class)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("Expected saga-export to be on the class path"));
  }
}
