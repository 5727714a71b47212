package dev.sagas.dev.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.archive.read.ArchivedJournal;
import dev.sagas.audit.Audit;
import dev.sagas.audit.AuditReport;
import dev.sagas.audit.Violation;
import dev.sagas.audit.ViolationCode;
import dev.sagas.cli.SagaCli;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.CheckReport;
import dev.sagas.export.jdbc.ExportDatabase;
import dev.sagas.export.run.BackgroundExport;
import dev.sagas.export.run.ExportRetention;
import dev.sagas.export.run.ExportSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The journal read from its archive, after its topic has lost what is archived. */
@Tag("crash")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArchiveBrokerTest {
  private static final int COMPLETED = 6;
  private static final int COMPENSATED = 4;

  @TempDir private static Path folder;
  private static TripDeployment trips;

  @BeforeAll
  static void runSagas() {
    trips = TripDeployment.start(folder.resolve("data")).run(COMPLETED, COMPENSATED);
  }

  @AfterAll
  static void stop() {
    trips.close();
  }

  private record Run(int exitCode, String out, String err) {
    JsonNode json() throws Exception {
      return new ObjectMapper().readTree(out);
    }
  }

  private static Run saga(String command, String... args) {
    CommandLine cli = SagaCli.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    cli.setOut(new PrintWriter(out, true));
    cli.setErr(new PrintWriter(err, true));
    Map<String, Object> client = trips.clientConfig();
    List<String> all = new ArrayList<>(List.of(command.split(" ")));
    all.addAll(List.of(args));
    if (!command.equals("archive verify")) {
      all.add("--bootstrap-server=" + client.get("bootstrap.servers"));
    }
    if (!command.startsWith("archive")) {
      all.add("--schema-registry=" + client.get("schema.registry.url"));
    }
    return new Run(cli.execute(all.toArray(String[]::new)), out.toString(), err.toString());
  }

  private static String url(String prefix) {
    return folder.resolve("archive-" + prefix).toUri().toString();
  }

  private static Run archive(String prefix, String... more) {
    List<String> args = new ArrayList<>(List.of(more));
    args.add("--prefix=" + prefix);
    args.add("--to=" + url(prefix));
    return saga("archive", args.toArray(String[]::new));
  }

  private static JournalCopy copy(
      String prefix, Consumer<List<ConsumerRecord<byte[], byte[]>>> tamper) throws Exception {
    return JournalCopy.make(trips.clientConfig(), prefix, JournalCopy.JOURNAL, tamper);
  }

  private static Deployment archived(Deployment deployment, String prefix) {
    return deployment.withArchive(ArchivedJournal.open(url(prefix), deployment));
  }

  private static List<ViolationCode> audit(Deployment deployment, String prefix) {
    AuditReport report = Audit.run(archived(deployment, prefix));
    return report.violations().stream().map(Violation::code).toList();
  }

  /** What the audit finds in the archive of a tampered journal, whose topic has nothing left. */
  private static List<ViolationCode> codes(
      String prefix, Consumer<List<ConsumerRecord<byte[], byte[]>>> tamper) throws Exception {
    JournalCopy copy = copy(prefix, tamper);
    Run run = archive(prefix);
    assertThat(run.exitCode()).as(run.err()).isZero();
    copy.expireAll(JournalCopy.JOURNAL);
    return audit(copy.config(), prefix);
  }

  private static List<String> sorted(Run run) {
    return run.out().lines().sorted().toList();
  }

  private static Map<String, List<String>> exported(String prefix, String name, String... more)
      throws SQLException {
    String database = "jdbc:h2:" + folder.resolve(name);
    List<String> args = new ArrayList<>(List.of(more));
    args.addAll(List.of("--jdbc-url=" + database, "--once", "--prefix=" + prefix));
    Run run = saga("export", args.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return tables(database);
  }

  private static Map<String, List<String>> tables(String database) throws SQLException {
    Map<String, List<String>> tables = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(database, "", "");
        Statement statement = connection.createStatement()) {
      for (String table : List.of("sagas", "steps", "attempts", "incidents", "operations")) {
        tables.put(table, rows(statement, table));
      }
    }
    return tables;
  }

  private static List<String> rows(Statement statement, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet found = statement.executeQuery("SELECT * FROM \"sagas\"." + table)) {
      while (found.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.append(found.getString(i)).append(' ');
        }
        rows.add(row.toString());
      }
    }
    Collections.sort(rows);
    return rows;
  }

  @Test
  void shouldAnswerFromTheArchiveAsFromTheTopicBefore() throws Exception {
    // given
    String prefix = "kept.";
    JournalCopy copy = copy(prefix, records -> {});
    Run allBefore = saga("replay", "--all", "--output=json", "--prefix=" + prefix);
    Run oneBefore = saga("replay", "trip-0-full", "--data", "--prefix=" + prefix);
    Map<String, List<String>> tablesBefore = exported(prefix, "before");

    // when
    Run dry = archive(prefix, "--dry-run", "--output=json");
    Run sealed = archive(prefix, "--output=json");
    Run again = archive(prefix, "--output=json");

    // then
    assertThat(dry.json().get("offsetsLeft").asLong()).isPositive();
    assertThat(sealed.exitCode()).as(sealed.err()).isZero();
    assertThat(sealed.json().get("records").asLong())
        .isEqualTo(dry.json().get("offsetsLeft").asLong());
    assertThat(again.json().get("segments").asLong()).isZero();

    // when
    String archive = "--archive=" + url(prefix);
    copy.expireAll(JournalCopy.JOURNAL);
    Run lost = saga("replay", "trip-0-full", "--prefix=" + prefix);
    Run all = saga("replay", "--all", "--output=json", "--prefix=" + prefix, archive);
    Run one = saga("replay", "trip-0-full", "--data", "--prefix=" + prefix, archive);
    Run audit = saga("audit", "--prefix=" + prefix, archive, "--output=json");

    // then
    assertThat(lost.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(one.out()).isEqualTo(oneBefore.out()).contains("COMPENSATED");
    assertThat(sorted(all)).containsExactlyElementsOf(sorted(allBefore));
    assertThat(audit.exitCode()).as(audit.out() + audit.err()).isZero();
    assertThat(audit.json().get("sagas").asInt()).isGreaterThanOrEqualTo(COMPLETED + COMPENSATED);
    assertThat(exported(prefix, "after", archive)).isEqualTo(tablesBefore);
  }

  @Test
  void shouldExportFromTheArchiveInTheBackground() throws Exception {
    // given
    String prefix = "beside.";
    JournalCopy copy = copy(prefix, records -> {});
    Map<String, List<String>> expected = exported(prefix, "whole");
    Run sealed = archive(prefix);
    assertThat(sealed.exitCode()).as(sealed.err()).isZero();
    copy.expireAll(JournalCopy.JOURNAL);
    String database = "jdbc:h2:" + folder.resolve("beside");

    // when
    try (BackgroundExport export =
        BackgroundExport.start(
            () -> archived(copy.config(), prefix),
            new ExportDatabase.Address(database, "", "", "sagas", 1),
            new ExportSettings(100, List.of(), ExportRetention.FOR_EVER),
            Clock.systemUTC())) {
      // then
      await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptionsInstanceOf(SQLException.class) // until the tables are there
          .untilAsserted(() -> assertThat(tables(database)).isEqualTo(expected));
      assertThat(export.whyNot()).isEmpty();
    }
  }

  /** Last: it deletes the journal that the others copy. */
  @Test
  @Order(Integer.MAX_VALUE)
  void shouldContinueFromTheArchiveInTheTopic() throws Exception {
    // given
    JournalCopy journal = new JournalCopy(trips.clientConfig(), "");
    int before = Math.toIntExact(Audit.run(journal.config()).counts().outcomes());
    CheckReport checked = ReplayBrokerTest.check(journal.config(), new TwoStepTrip.Patient());
    Run first = archive("");
    assertThat(first.exitCode()).as(first.err()).isZero();
    journal.expireAll(JournalCopy.JOURNAL);
    trips.services().start("later");
    trips.services().answerUntilEnded(before + 1);

    // then: some in the archive, some in the topic
    assertThat(audit(journal.config(), "")).isEmpty();
    assertThat(saga("replay", "later", "--archive=" + url("")).out()).contains("COMPLETED");
    Deployment archived =
        journal.config().withArchive(ArchivedJournal.open(url(""), journal.config()));
    CheckReport report = ReplayBrokerTest.check(archived, new TwoStepTrip.Patient());
    assertThat(report.breaks()).isEmpty();
    assertThat(report.counts().ended()).isEqualTo(checked.counts().ended() + 1);

    // when: archive and topic overlap
    Run second = archive("", "--segment-mib=1");

    // then
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(audit(journal.config(), "")).isEmpty();
    Run verified = saga("archive verify", "--to=" + url(""));
    assertThat(verified.out()).contains("Clean");
  }

  @Test
  void shouldFindHashWhenOneByteIsAnother() throws Exception {
    assertThat(
            codes(
                "damaged.",
                records -> {
                  byte[] value = records.get(3).value();
                  value[value.length - 1] ^= 1;
                }))
        .containsExactly(ViolationCode.HASH_MISMATCH);
  }

  @Test
  void shouldFindGapWhenAnEntryIsMissing() throws Exception {
    assertThat(codes("missing.", records -> records.remove(second(records))))
        .contains(ViolationCode.REVISION_GAP, ViolationCode.COMMAND_NOT_JOURNALED);
  }

  @Test
  void shouldFindOrderWhenTwoEntriesOfASagaAreSwapped() throws Exception {
    assertThat(
            codes(
                "swapped.", records -> Collections.swap(records, second(records), third(records))))
        .contains(ViolationCode.REVISION_GAP, ViolationCode.ENTRY_OUT_OF_ORDER);
  }

  @Test
  void shouldAccuseNobodyWhenTheArchiveBeginsLater() throws Exception {
    // given
    JournalCopy copy = copy("late.", records -> {});
    copy.expire(JournalCopy.JOURNAL, 4);
    archive("late.");
    copy.expireAll(JournalCopy.JOURNAL);

    // when
    AuditReport report =
        Audit.run(copy.config().withArchive(ArchivedJournal.open(url("late."), copy.config())));

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.unprovable()).isNotEmpty();
  }

  @Test
  void shouldNameTheRecordThatWasForgedInTheArchive() throws Exception {
    // given
    copy("other.", records -> {});
    archive("other.");
    ForgedArchive.alter(folder.resolve("archive-other."), "other.saga.journal");

    // when
    Run audit = saga("audit", "--prefix=other.", "--archive=" + url("other."));
    Run replay = saga("replay", "--all", "--prefix=other.", "--archive=" + url("other."));

    // then
    assertThat(audit.exitCode()).as(audit.err()).isEqualTo(ExitCodes.FAULT);
    assertThat(audit.out()).contains("ARCHIVE_DIFFERS").contains("they differ in: value");
    assertThat(replay.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(replay.err()).contains("other.saga.journal-0-").contains("they differ in: value");

    // when: only the archive is left
    JournalCopy copy = new JournalCopy(trips.clientConfig(), "other.");
    copy.expireAll(JournalCopy.JOURNAL);

    // then: the journal's own hashes show it
    assertThat(saga("archive verify", "--prefix=other.", "--to=" + url("other.")).exitCode())
        .isZero();
    assertThat(audit(copy.config(), "other.")).containsExactly(ViolationCode.HASH_MISMATCH);
  }

  @Test
  void shouldNameTheGapBetweenArchiveAndTopic() throws Exception {
    // given
    JournalCopy copy = copy("gap.", records -> {});
    archive("gap.");
    JournalCopy.repeatFirst(trips.clientConfig(), "gap.saga.journal");
    copy.expireAll(JournalCopy.JOURNAL);

    // when
    Run audit = saga("audit", "--prefix=gap.", "--archive=" + url("gap."));

    // then
    assertThat(audit.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(audit.err()).contains("gap.saga.journal-").contains("1 offsets between are lost");
  }

  @Test
  void shouldSayThatThereIsNoArchive() {
    // when
    Run run = saga("audit", "--archive=" + folder.resolve("nothing").toUri());

    // then
    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err()).contains("Expected an archive of saga.journal in folder");
  }

  /** Where the second entry of the first record's saga is. */
  private static int second(List<ConsumerRecord<byte[], byte[]>> records) {
    return next(records, 0);
  }

  private static int third(List<ConsumerRecord<byte[], byte[]>> records) {
    return next(records, second(records));
  }

  private static int next(List<ConsumerRecord<byte[], byte[]>> records, int after) {
    for (int i = after + 1; i < records.size(); i++) {
      if (Arrays.equals(records.get(i).key(), records.get(after).key())) {
        return i;
      }
    }
    throw new AssertionError("Expected another entry of the same saga");
  }
}
