package dev.sagas.export.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.audit.JournalAnalytics;
import dev.sagas.audit.RandomTrips;
import dev.sagas.audit.RecordedDeployment;
import dev.sagas.cli.journal.ExportAnalytics;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.export.jdbc.EndedRuns;
import dev.sagas.export.jdbc.ExportDatabase;
import dev.sagas.export.jdbc.ExportException;
import dev.sagas.export.jdbc.PositionMovedException;
import dev.sagas.export.query.RunAnalytics;
import dev.sagas.export.rows.ExportTable;
import dev.sagas.export.rows.RunRows;
import dev.sagas.index.exported.ExportConnector;
import dev.sagas.operate.query.FieldMask;
import dev.sagas.operate.query.Payloads;
import dev.sagas.protocol.SagaId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the tables, however the journal was cut into batches and whatever crashed. */
abstract class ExportedTablesContract {
  private static final int SAGAS = 30;

  private final Map<String, Object> client = new HashMap<>();
  private JournalAnalytics statistics = new JournalAnalytics(List.of(), 0);

  @TempDir private Path folder;

  /** Where the database is. */
  abstract ExportDatabase.Address address(String schema);

  /** One that forgets everything now and then, as after a crash. */
  private static final class Exporter {
    private final ExportDatabase database;
    private final RunRows rowsOf;
    private StretchFold fold;
    private long position;

    Exporter(ExportDatabase database, RunRows rowsOf) throws SQLException {
      this.database = database;
      this.rowsOf = rowsOf;
      this.fold = new StretchFold(rowsOf, 3);
      database.begin(Map.of(0, 0L), 0);
    }

    void crash() throws SQLException {
      fold = new StretchFold(rowsOf, 3);
      position = database.positions().getOrDefault(0, -1L);
    }

    void write(List<ReadEntry> entries) throws SQLException, PositionMovedException {
      Set<SagaId> missing = new HashSet<>();
      fold.missing(entries).forEach(run -> missing.add(run.saga()));
      StretchFold.Folded folded = fold.fold(entries, database.states(missing));
      ReadEntry last = entries.get(entries.size() - 1);
      long next = last.position().offset() + 1;
      database.write(
          folded.rows(), new ExportDatabase.Stretch(0, position, next, last.entry().atMs(), 1));
      fold.written(folded);
      position = next;
    }
  }

  private RunRows rows() {
    Payloads payloads = Payloads.open(Deployment.of(client));
    FieldMask mask = FieldMask.of(List.of("TripData.hotel"));
    return new RunRows(data -> Optional.of(payloads.decoded(data).json(mask).toString()));
  }

  @Test
  void shouldBeTheSameHoweverTheJournalIsCutAndWhateverCrashes() throws Exception {
    // given
    long seed = new Random().nextLong();
    List<ReadEntry> journal = recorded(seed);

    // when: in one piece
    try (ExportDatabase whole = ExportDatabase.open(address("whole"))) {
      new Exporter(whole, rows()).write(journal);
    }

    // when: in pieces, with crashes and a second writer
    Random random = new Random(seed);
    try (ExportDatabase pieces = ExportDatabase.open(address("pieces"))) {
      Exporter exporter = new Exporter(pieces, rows());
      int from = 0;
      while (from < journal.size()) {
        int to = Math.min(journal.size(), from + 1 + random.nextInt(20));
        exporter.write(journal.subList(from, to));
        from = to;
        if (random.nextInt(4) == 0) {
          exporter.crash();
        }
      }
      exporter.position = 0;
      List<ReadEntry> old = journal.subList(0, 5);
      assertThatThrownBy(() -> exporter.write(old)).isInstanceOf(PositionMovedException.class);
    }

    // then
    for (ExportTable table : ExportTable.all()) {
      assertThat(read("pieces", table))
          .as("%s, seed %s", table.table(), seed)
          .isEqualTo(read("whole", table));
    }
    assertThat(read("whole", ExportTable.EXPORT_GAPS)).isEmpty();
    isWhatTheJournalSays(journal, seed);
  }

  private List<ReadEntry> recorded(long seed) {
    try (RecordedDeployment deployment = new RecordedDeployment(folder.resolve("state"))) {
      client.putAll(deployment.client);
      RandomTrips.play(deployment, seed, SAGAS, 400);
      statistics = deployment.tape.audit(deployment.nowMs()).analytics();
      return deployment.tape.journal();
    }
  }

  @Test
  void shouldGiveTheStatisticsOfTheJournalHoweverItIsCutAndWhateverCrashes() throws Exception {
    // given
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<ReadEntry> journal = recorded(seed);

    // when
    try (ExportDatabase database = ExportDatabase.open(address("statistics"))) {
      Exporter exporter = new Exporter(database, rows());
      for (int from = 0, to; from < journal.size(); from = to) {
        to = Math.min(journal.size(), from + 1 + random.nextInt(30));
        exporter.write(journal.subList(from, to));
        if (random.nextInt(3) == 0) {
          exporter.crash();
        }
      }
    }

    // then
    ExportDatabase.Address at = address("statistics");
    ExportAnalytics.Read read =
        new RunAnalytics()
            .read(new ExportConnector.Address(at.url(), at.user(), at.password(), at.schema()));
    assertThat(read.analytics()).as("seed %s", seed).isEqualTo(statistics);
    assertThat(read.analytics().types()).isNotEmpty();
  }

  private void isWhatTheJournalSays(List<ReadEntry> journal, long seed) throws SQLException {
    Map<String, JournalEntry> last = new TreeMap<>();
    int commands = 0;
    for (ReadEntry read : journal) {
      if (read.entry().note().isEmpty()) {
        last.put(read.key().saga() + "/" + read.key().run(), read.entry());
        commands += read.entry().commands().size();
      }
    }
    Map<String, String> statuses = new TreeMap<>();
    Map<String, String> expected = new TreeMap<>();
    for (Map<String, String> row : read("whole", ExportTable.SAGAS)) {
      statuses.put(
          row.get("saga_id") + "/" + row.get("run"), row.get("status") + row.get("revision"));
    }
    last.forEach((run, entry) -> expected.put(run, entry.status() + "" + entry.revision()));
    assertThat(statuses).as("seed %s", seed).isEqualTo(expected);
    assertThat(read("whole", ExportTable.ATTEMPTS)).as("seed %s", seed).hasSize(commands);
    assertThat(read("whole", ExportTable.SAGAS).get(0).get("data"))
        .contains("\"hotel\"", "***", "\"traveller\"");
  }

  @Test
  void shouldSayWhereTheJournalIsNotWhole() throws Exception {
    // given
    List<ReadEntry> journal = recorded(7);
    List<ReadEntry> first =
        journal.stream().filter(read -> read.key().saga().value().equals("trip-0")).toList();
    List<ReadEntry> damaged = new ArrayList<>(journal);
    damaged.remove(first.get(1));

    // when
    try (ExportDatabase database = ExportDatabase.open(address("gaps"))) {
      new Exporter(database, rows()).write(damaged);
    }

    // then
    assertThat(read("gaps", ExportTable.EXPORT_GAPS))
        .allSatisfy(row -> assertThat(row.get("saga_id")).isEqualTo("trip-0"))
        .first()
        .satisfies(
            row -> assertThat(row.get("reason")).startsWith("Expected revision 2, but got 3"));
    assertThat(read("gaps", ExportTable.SAGAS)).hasSize(SAGAS);
  }

  @Test
  void shouldKeepTextsThatTheDatabaseDoesNotTake() throws Exception {
    // given
    List<ReadEntry> journal = recorded(8);

    // when
    try (ExportDatabase database = ExportDatabase.open(address("texts"))) {
      RunRows nul = new RunRows(data -> Optional.of("{\"a\":\"x\\u0000\\\\u0000y\"}"));
      new Exporter(database, nul).write(journal);
    }

    // then
    assertThat(read("texts", ExportTable.SAGAS).get(0).get("data"))
        .contains("x\ufffd")
        .contains("\\\\u0000y");
  }

  @Test
  void shouldRefuseTheExportOfAnotherJournal() throws Exception {
    try (ExportDatabase database = ExportDatabase.open(address("source"))) {
      database.requireSource("cluster-1", "saga.journal");
      database.requireSource("cluster-1", "saga.journal");
      assertThatThrownBy(() -> database.requireSource("cluster-2", "saga.journal"))
          .isInstanceOf(ExportException.class)
          .hasMessageContaining("cluster-1")
          .hasMessageContaining("cluster-2");
      database.clear();
      database.requireSource("cluster-2", "saga.journal");
    }
  }

  @Test
  void shouldNeverSayThePassword() {
    for (String url : List.of("jdbc:none:x?password=card-4711", "none://card-4711@host/x")) {
      ExportDatabase.Address wrong =
          new ExportDatabase.Address(url, "sagas", "card-4711", "sagas", 1);

      assertThatThrownBy(() -> ExportDatabase.open(wrong))
          .isInstanceOf(ExportException.class)
          .satisfies(
              thrown -> assertThat(Throwables.getStackTrace(thrown)).doesNotContain("card-4711"));
    }
  }

  @Test
  void shouldDeleteAllRowsOfRunsThatEndedLongAgo() throws Exception {
    // given
    List<ReadEntry> journal = recorded(9);
    List<ReadEntry> half = journal.subList(0, journal.size() / 2); // some have not ended there

    try (ExportDatabase database = ExportDatabase.open(address("old"))) {
      new Exporter(database, rows()).write(half);
      List<Map<String, String>> before = read("old", ExportTable.SAGAS);
      String type = before.get(0).get("saga_type");
      long ended = before.stream().filter(row -> row.get("ended_at") != null).count();
      assertThat(ended).isBetween(1L, SAGAS - 1L);

      // when
      database.delete(new EndedRuns(Optional.of(type), Set.of(), 0));
      database.delete(new EndedRuns(Optional.of("other"), Set.of(), Long.MAX_VALUE / 1_000_000));
      database.delete(new EndedRuns(Optional.empty(), Set.of(type), Long.MAX_VALUE / 1_000_000));

      // then
      assertThat(read("old", ExportTable.SAGAS)).isEqualTo(before);

      // when
      database.delete(new EndedRuns(Optional.of(type), Set.of(), Long.MAX_VALUE / 1_000_000));

      // then
      List<Map<String, String>> left = read("old", ExportTable.SAGAS);
      assertThat(left)
          .hasSize(before.size() - (int) ended)
          .allSatisfy(row -> assertThat(row.get("ended_at")).isNull());
      Set<String> live = new HashSet<>();
      left.forEach(row -> live.add(row.get("saga_id") + "/" + row.get("run")));
      for (ExportTable table : ExportTable.all()) {
        assertThat(read("old", table))
            .as(table.table())
            .allSatisfy(
                row -> assertThat(live).contains(row.get("saga_id") + "/" + row.get("run")));
      }
    }
  }

  private List<Map<String, String>> read(String schema, ExportTable table) throws SQLException {
    ExportDatabase.Address address = address(schema);
    List<Map<String, String>> rows = new ArrayList<>();
    String keys = String.join(", ", table.keys().stream().map(key -> key.name()).toList());
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT * FROM \"%s\".%s ORDER BY %s".formatted(schema, table.table(), keys))) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        Map<String, String> row = new HashMap<>();
        for (int column = 1; column <= columns; column++) {
          row.put(
              found.getMetaData().getColumnLabel(column).toLowerCase(Locale.ROOT),
              found.getString(column));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
