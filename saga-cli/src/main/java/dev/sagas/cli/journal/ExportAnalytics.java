package dev.sagas.cli.journal;

import dev.sagas.audit.JournalAnalytics;
import dev.sagas.index.exported.ExportConnector;
import dev.sagas.index.exported.ExportState;
import java.util.ServiceLoader;

/** Reads the statistics of an export's runs; found as a service on the class path. */
public interface ExportAnalytics {
  /**
   * What was read.
   *
   * @param analytics equal to those of the journal, as far as it was exported
   */
  record Read(JournalAnalytics analytics, ExportState state) {}

  /**
   * Reads them.
   *
   * @throws dev.sagas.index.exported.ExportUnavailableException if the database does not answer
   */
  Read read(ExportConnector.Address address);

  /**
   * The one on the class path.
   *
   * @throws IllegalStateException if there is none
   */
  static ExportAnalytics load() {
    return ServiceLoader.load(ExportAnalytics.class)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("Expected saga-export to be on the class path"));
  }
}
