package dev.sagas.export.query;

import dev.sagas.audit.AnalyticsSum;
import dev.sagas.audit.JournalAnalytics;
import dev.sagas.audit.RunTally;
import dev.sagas.cli.journal.ExportAnalytics;
import dev.sagas.index.exported.ExportConnector;
import dev.sagas.index.exported.ExportState;
import dev.sagas.protocol.SagaType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Adds up what every exported run adds to the statistics.
 *
 * <ul>
 *   <li>Reads each run once, some at a time: memory does not grow with their number.
 *   <li>Runs that were exported before the statistics were, and gaps, are left out and counted.
 * </ul>
 */
public final class RunAnalytics implements ExportAnalytics {
  private static final int TIMEOUT_SECONDS = (int) Duration.ofMinutes(10).toSeconds();
  private static final int AT_ONCE = 2_000;

  /** Created by the service loader. */
  public RunAnalytics() {}

  @Override
  public Read read(ExportConnector.Address address) {
    ExportState state;
    try (ExportQueries queries = ExportQueries.open(address, Optional::empty)) {
      state = queries.state();
    }
    try (ReadPool pool = new ReadPool(address, TIMEOUT_SECONDS)) {
      return new Read(pool.read(RunAnalytics::sum), state);
    }
  }

  private static JournalAnalytics sum(Session session) throws SQLException {
    AnalyticsSum sum = new AnalyticsSum();
    // PostgreSQL gives some at a time only within a transaction.
    session.connection().setAutoCommit(false);
    try (PreparedStatement select =
        session.connection().prepareStatement("SELECT saga_type, revision, measures FROM sagas")) {
      select.setFetchSize(AT_ONCE);
      select.setQueryTimeout(session.timeoutSeconds());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          add(sum, rows);
        }
      }
    }
    for (long gaps :
        session.list(
            SqlText.of("SELECT count(*) AS gaps FROM export_gaps"), row -> row.getLong("gaps"))) {
      sum.leftOut(gaps);
    }
    session.connection().rollback();
    return sum.summary();
  }

  private static void add(AnalyticsSum sum, ResultSet row) throws SQLException {
    byte[] measures = row.getBytes("measures");
    RunTally tally = measures == null ? RunTally.notCounted() : RunTally.decode(measures);
    if (tally.isWhole()) {
      sum.add(new SagaType(row.getString("saga_type")), tally);
    } else {
      sum.leftOut(row.getLong("revision"));
    }
  }
}
