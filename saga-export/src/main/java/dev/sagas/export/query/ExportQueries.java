package dev.sagas.export.query;

import dev.sagas.index.exported.ExportConnector;
import dev.sagas.index.exported.ExportState;
import dev.sagas.index.exported.ExportUnavailableException;
import dev.sagas.index.exported.ExportedCursor;
import dev.sagas.index.exported.ExportedDay;
import dev.sagas.index.exported.ExportedEvent;
import dev.sagas.index.exported.ExportedFilter;
import dev.sagas.index.exported.ExportedOrder;
import dev.sagas.index.exported.ExportedPage;
import dev.sagas.index.exported.ExportedSaga;
import dev.sagas.index.exported.ExportedSagas;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Asks the tables of an export, in PostgreSQL or H2.
 *
 * <ul>
 *   <li>Connects when it is first asked, read-only, with at most four connections.
 *   <li>A statement that takes longer than 10 s is cancelled.
 *   <li>Where H2 cannot decide about labels or data it looks at 5 000 runs for a page: a page may
 *       then have few rows and still a next one.
 * </ul>
 */
public final class ExportQueries implements ExportedSagas {
  private static final int TIMEOUT_SECONDS = 10;
  private static final int MAX_SCANNED = 5_000;

  private final ReadPool pool;
  private final Supplier<Optional<String>> whyNotExporting;

  private ExportQueries(ReadPool pool, Supplier<Optional<String>> whyNotExporting) {
    this.pool = pool;
    this.whyNotExporting = whyNotExporting;
  }

  /**
   * Asks that database.
   *
   * @param whyNotExporting what the exporter beside it says; empty while it works
   * @throws ExportUnavailableException if there is no driver for it
   */
  public static ExportQueries open(
      ExportConnector.Address address, Supplier<Optional<String>> whyNotExporting) {
    return new ExportQueries(new ReadPool(address, TIMEOUT_SECONDS), whyNotExporting);
  }

  /** The same without an exporter beside it, for the command line. */
  public static final class Connector implements ExportConnector {
    /** Created by the service loader. */
    public Connector() {}

    @Override
    public ExportedSagas connect(Address address) {
      return open(address, Optional::empty);
    }
  }

  @Override
  public ExportedPage list(ExportedFilter filter, ExportedPage.Bounds bounds) {
    if (bounds.order() == ExportedOrder.ENDED && !filter.ended()) {
      throw new IllegalArgumentException("Expected only ended sagas in the order of their ends");
    }
    return pool.read(session -> list(session, filter, bounds));
  }

  private static ExportedPage list(
      Session session, ExportedFilter filter, ExportedPage.Bounds bounds) throws SQLException {
    boolean isPartial = RunConditions.isPartial(filter, session.isPostgres());
    SqlText sql = SqlText.of("SELECT " + RowReader.COLUMNS + (isPartial ? ", s.data" : ""));
    sql.add("FROM sagas s WHERE TRUE");
    RunConditions.add(sql, filter, session.isPostgres());
    RunConditions.addPage(sql, bounds);
    sql.add("LIMIT ?", isPartial ? MAX_SCANNED : bounds.limit() + 1);
    if (isPartial) {
      PlainMatch match = new PlainMatch(filter);
      return session.all(sql, rows -> scanned(rows, match, bounds));
    }
    List<ExportedPage.Row> rows = session.list(sql, RowReader::run);
    return rows.size() > bounds.limit()
        ? page(rows.subList(0, bounds.limit()), Optional.of(rows.get(bounds.limit() - 1)), bounds)
        : page(rows, Optional.empty(), bounds);
  }

  private static ExportedPage scanned(ResultSet rows, PlainMatch match, ExportedPage.Bounds bounds)
      throws SQLException {
    List<ExportedPage.Row> kept = new ArrayList<>();
    Optional<ExportedPage.Row> last = Optional.empty();
    int seen = 0;
    while (kept.size() < bounds.limit() && rows.next()) {
      seen++;
      last = Optional.of(RowReader.run(rows));
      if (match.accepts(rows)) {
        kept.add(last.get());
      }
    }
    boolean mayBeMore = kept.size() == bounds.limit() || seen == MAX_SCANNED;
    return page(kept, mayBeMore ? last : Optional.empty(), bounds);
  }

  private static ExportedPage page(
      List<ExportedPage.Row> rows, Optional<ExportedPage.Row> end, ExportedPage.Bounds bounds) {
    return new ExportedPage(rows, end.map(row -> cursor(row, bounds.order())));
  }

  private static ExportedCursor cursor(ExportedPage.Row row, ExportedOrder order) {
    long atMs =
        switch (order) {
          case ENDED -> row.endedAtMs().orElse(0);
          case STARTED -> row.saga().startedAtMs();
          case ID -> 0;
        };
    return new ExportedCursor(atMs, row.saga().id(), row.run());
  }

  @Override
  public Optional<ExportedSaga> find(SagaId saga) {
    return pool.read(session -> OneRun.find(session, saga));
  }

  @Override
  public List<ExportedEvent> history(SagaId saga, RunId run) {
    return pool.read(session -> OneRun.history(session, saga, run));
  }

  @Override
  public List<ExportedDay> days(Optional<SagaType> type, LocalDate from) {
    return pool.read(session -> DayCounts.of(session, type, from));
  }

  @Override
  public ExportState state() {
    try {
      return pool.read(this::state);
    } catch (ExportUnavailableException e) {
      return ExportState.unknown(String.valueOf(e.getMessage()));
    }
  }

  /** Of each partition, the later of its last entry and the time when it was last at its end. */
  private ExportState state(Session session) throws SQLException {
    record Place(int partition, OptionalLong asOfMs) {}
    List<Place> places =
        session.list(
            SqlText.of(
                "SELECT partition_number,"
                    + " GREATEST(COALESCE(entry_at, whole_at), COALESCE(whole_at, entry_at)) AS as_of"
                    + " FROM export_positions"),
            row -> new Place(row.getInt("partition_number"), RowReader.optionalTime(row, "as_of")));
    Set<Integer> partitions = new HashSet<>();
    places.forEach(place -> partitions.add(place.partition()));
    boolean isKnown =
        !places.isEmpty() && places.stream().allMatch(place -> place.asOfMs().isPresent());
    return new ExportState(
        isKnown
            ? places.stream().mapToLong(place -> place.asOfMs().orElse(0)).min()
            : OptionalLong.empty(),
        partitions,
        whyNotExporting.get());
  }

  @Override
  public void close() {
    pool.close();
  }
}
