package dev.sagas.dev.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.audit.Audit;
import dev.sagas.audit.AuditReport;
import dev.sagas.audit.Violation;
import dev.sagas.audit.ViolationCode;
import dev.sagas.cli.SagaCli;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.journal.SagaHistory;
import dev.sagas.operate.query.Timeline;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.TopicNames;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The audit on a real broker: the deployment as it is, and tampered copies of it. */
class AuditBrokerTest {
  private static final int COMPLETED = 6;
  private static final int COMPENSATED = 4;

  @TempDir private static Path dataDir;
  private static TripDeployment trips;

  @BeforeAll
  static void runSagas() {
    trips = TripDeployment.start(dataDir).run(COMPLETED, COMPENSATED);
  }

  @AfterAll
  static void stop() {
    trips.close();
  }

  @Test
  void shouldFindNothingWhenNobodyTampered() {
    // when
    AuditReport report = Audit.run(trips.auditConfig());

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.unprovable()).isEmpty();
    assertThat(report.counts().sagas()).isGreaterThanOrEqualTo(COMPLETED + COMPENSATED);
    assertThat(report.counts().statuses().get(SagaStatus.COMPENSATED))
        .isGreaterThanOrEqualTo(COMPENSATED);
    assertThat(report.counts().checkpoints()).isEqualTo(report.counts().sagas());
  }

  @Test
  void shouldFindNothingWhenSagasAreRunning() throws Exception {
    // given
    int before = Math.toIntExact(Audit.run(config()).counts().outcomes());
    int more = 150;
    IntStream.range(0, more).forEach(i -> trips.services().start("live-" + i));
    CompletableFuture<Void> running =
        CompletableFuture.runAsync(() -> trips.services().answerUntilEnded(before + more));

    // when, then
    while (!running.isDone()) {
      assertThat(Audit.run(config()).violations()).isEmpty();
    }
    running.get(1, TimeUnit.MINUTES);
    AuditReport after = Audit.run(config());
    assertThat(after.violations()).isEmpty();
    assertThat(after.counts().outcomes()).isEqualTo(before + more);
  }

  @Test
  void shouldFindNothingWhenTheCopyIsFaithful() throws Exception {
    assertThat(codes("faithful.", JournalCopy.JOURNAL, records -> {})).isEmpty();
  }

  @Test
  void shouldFindHashWhenOneByteIsAnother() throws Exception {
    assertThat(
            codes(
                "damaged.",
                JournalCopy.JOURNAL,
                records -> {
                  byte[] value = records.get(3).value();
                  value[value.length - 1] ^= 1;
                }))
        .containsExactly(ViolationCode.HASH_MISMATCH);
  }

  @Test
  void shouldFindGapWhenAnEntryIsMissing() throws Exception {
    assertThat(codes("missing.", JournalCopy.JOURNAL, records -> records.remove(second(records))))
        .contains(ViolationCode.REVISION_GAP, ViolationCode.COMMAND_NOT_JOURNALED);
  }

  @Test
  void shouldFindOrderWhenTwoEntriesOfASagaAreSwapped() throws Exception {
    assertThat(
            codes(
                "swapped.",
                JournalCopy.JOURNAL,
                records -> Collections.swap(records, second(records), third(records))))
        .contains(ViolationCode.REVISION_GAP, ViolationCode.ENTRY_OUT_OF_ORDER);
  }

  @Test
  void shouldFindOutcomeWhenItIsMissing() throws Exception {
    assertThat(codes("unended.", JournalCopy.OUTCOMES, records -> records.remove(0)))
        .containsExactly(ViolationCode.OUTCOME_MISSING);
  }

  @Test
  void shouldFindCheckpointWhenItIsStale() throws Exception {
    assertThat(codes("stale.", JournalCopy.CHECKPOINTS, AuditBrokerTest::keepOldestOfFirst))
        .containsExactly(ViolationCode.CHECKPOINT_NOT_AT_HEAD);
  }

  @Test
  void shouldAccuseNobodyWhenTheJournalsBeginningHasExpired() throws Exception {
    // given
    JournalCopy copy =
        JournalCopy.make(trips.clientConfig(), "expired.", JournalCopy.JOURNAL, records -> {});
    copy.expire(JournalCopy.JOURNAL, 4);

    // when
    AuditReport report = Audit.run(copy.config());

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.unprovable()).isNotEmpty();
  }

  @Test
  void shouldNameTopicWhenItDoesNotExist() {
    assertThatThrownBy(() -> Audit.run(config().withTopics(new TopicNames("nobody."))))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining("nobody.saga.journal");
  }

  @Test
  void shouldTellTheStoryWhenOneSagasJournalIsRead() {
    // when
    List<String> lines = Timeline.of(SagaHistory.of(config(), new SagaId("trip-0-full")));

    // then
    assertThat(lines.get(0)).contains("#1").contains("request").contains("two-step-trip");
    assertThat(lines).anyMatch(line -> line.contains("-> compensate book-car to cars.commands"));
    assertThat(lines.get(lines.size() - 1)).contains("ended as COMPENSATED");
  }

  @Test
  void shouldExitWithZeroAndPrintCountsWhenClean() throws Exception {
    // when
    Run run = run("audit", "--output", "json");

    // then
    assertThat(run.exitCode()).isZero();
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("clean").asBoolean()).isTrue();
    assertThat(json.get("sagas").asLong()).isGreaterThanOrEqualTo(COMPLETED + COMPENSATED);
    assertThat(json.get("transitions").asLong()).isGreaterThan(json.get("sagas").asLong());
    assertThat(json.get("violations").isArray()).isTrue();
    assertThat(json.get("violations")).isEmpty();
  }

  @Test
  void shouldShowHowTheSagasFaredWhenAskedTo() throws Exception {
    // when
    Run table = run("audit", "--analytics");
    Run json = run("audit", "--analytics", "--output", "json");

    // then
    assertThat(table.exitCode()).isZero();
    assertThat(table.out()).contains("Statistics, times in ms").contains("book-hotel");
    JsonNode type = new ObjectMapper().readTree(json.out()).at("/analytics/types/0");
    assertThat(type.get("runs").asLong()).isGreaterThanOrEqualTo(COMPLETED + COMPENSATED);
    assertThat(type.at("/outcomes/COMPENSATED").asLong()).isGreaterThanOrEqualTo(COMPENSATED);
    JsonNode hotel = type.at("/steps/1");
    assertThat(hotel.get("step").asText()).isEqualTo("book-hotel");
    assertThat(hotel.at("/failures/FULL").asLong()).isGreaterThanOrEqualTo(COMPENSATED);
    assertThat(hotel.at("/durationMs/count").asLong()).isEqualTo(hotel.get("executes").asLong());
  }

  @Test
  void shouldExitWithOneAndListViolationsWhenTampered() throws Exception {
    // given
    JournalCopy.make(
        trips.clientConfig(), "cli.", JournalCopy.OUTCOMES, records -> records.remove(0));

    // when
    Run table = run("audit", "--prefix", "cli.");
    Run json = run("audit", "--prefix", "cli.", "--output", "json");

    // then
    assertThat(table.exitCode()).isEqualTo(1);
    assertThat(table.out()).contains("OUTCOME_MISSING  saga trip-").contains("Not clean");
    assertThat(json.exitCode()).isEqualTo(1);
    JsonNode violation = new ObjectMapper().readTree(json.out()).get("violations").get(0);
    assertThat(violation.get("code").asText()).isEqualTo("OUTCOME_MISSING");
    assertThat(violation.get("sagaId").asText()).startsWith("trip-");
    assertThat(violation.get("position").asText()).startsWith("cli.saga.journal-");
  }

  @Test
  void shouldExitWithTwoWhenTheClusterCannotBeReached() throws Exception {
    // given
    Path hasty = dataDir.resolve("hasty.properties");
    Files.writeString(hasty, "default.api.timeout.ms=1500\nrequest.timeout.ms=1000\n");

    // when
    CommandLine cli = SagaCli.commandLine();
    StringWriter err = new StringWriter();
    cli.setErr(new PrintWriter(err, true));
    int exitCode =
        cli.execute(
            "audit",
            "--bootstrap-server=127.0.0.1:1",
            "--schema-registry=http://127.0.0.1:1",
            "--command-config=" + hasty);

    // then
    assertThat(exitCode).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString())
        .startsWith("Expected Kafka's brokers to answer at 127.0.0.1:1, but ");
  }

  private record Run(int exitCode, String out) {}

  private static Run run(String... args) {
    CommandLine cli = SagaCli.commandLine();
    StringWriter out = new StringWriter();
    cli.setOut(new PrintWriter(out, true));
    Map<String, Object> client = trips.clientConfig();
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--bootstrap-server=" + client.get("bootstrap.servers");
    all[args.length + 1] = "--schema-registry=" + client.get("schema.registry.url");
    return new Run(cli.execute(all), out.toString());
  }

  private static Deployment config() {
    return trips.auditConfig();
  }

  private static List<ViolationCode> codes(
      String prefix, String topic, Consumer<List<ConsumerRecord<byte[], byte[]>>> tamper)
      throws Exception {
    JournalCopy copy = JournalCopy.make(trips.clientConfig(), prefix, topic, tamper);
    return Audit.run(copy.config()).violations().stream().map(Violation::code).toList();
  }

  /** Of the first record's saga nothing but that record is left. */
  private static void keepOldestOfFirst(List<ConsumerRecord<byte[], byte[]>> records) {
    ConsumerRecord<byte[], byte[]> oldest = records.remove(0);
    records.removeIf(record -> Arrays.equals(record.key(), oldest.key()));
    records.add(0, oldest);
  }

  /** Where the second entry of the first record's saga stands. */
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
