package dev.sagas.dev.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.audit.Audit;
import dev.sagas.audit.AuditReport;
import dev.sagas.audit.Unprovable;
import dev.sagas.audit.Violation;
import dev.sagas.audit.ViolationCode;
import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the audit still proves when a topic has lost its beginning, and when several deployments
 * share a cluster.
 */
class AuditRetentionTest {
  private static final int COMPLETED = 3;
  private static final int COMPENSATED = 2;
  private static final int SAGAS = COMPLETED + COMPENSATED;
  private static final long EVERYTHING = -1; // as Kafka has it: up to the high watermark

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
  void shouldAccuseNobodyWhenCommandsHaveExpired() throws Exception {
    // given
    new JournalCopy(trips.clientConfig(), "").expire("hotels.commands", EVERYTHING);

    // when
    AuditReport report = audit("");

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.unprovable())
        .contains(
            new Unprovable(
                "hotels.commands", SAGAS, "journaled commands are no longer in their topic"));
  }

  @Test
  void shouldCountACommandThatIsThereAgainAndAccuseNobody() throws Exception {
    // given: what an operator's redrive, or a producer that gave up too early, leaves
    long before = audit("").counts().commandsRepeated();
    JournalCopy.repeatFirst(trips.clientConfig(), "cars.commands");

    // when
    AuditReport report = audit("");

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.counts().commandsRepeated()).isEqualTo(before + 1);
  }

  @Test
  void shouldAccuseNobodyWhenOutcomesHaveExpired() throws Exception {
    // given
    copy("outcomes.").expire(JournalCopy.OUTCOMES, EVERYTHING);

    // when
    AuditReport report = audit("outcomes.");

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.unprovable())
        .contains(
            new Unprovable(
                "outcomes.saga.outcomes", SAGAS, "outcomes are no longer in their topic"));
  }

  @Test
  void shouldAccuseNobodyWhenTheWholeJournalHasExpired() throws Exception {
    // given
    copy("journal.").expire(JournalCopy.JOURNAL, EVERYTHING);

    // when
    AuditReport report = audit("journal.");

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.counts().sagas()).isZero();
    assertThat(report.unprovable())
        .contains(
            new Unprovable(
                "journal.saga.journal", SAGAS, "outcomes are older than the remaining journal"),
            new Unprovable(
                "journal.saga.journal", SAGAS, "checkpoints are older than the remaining journal"));
    assertThat(report.analytics().types()).isEmpty();
  }

  @Test
  void shouldMissCheckpointsWhenTheirChangelogHasLostThem() throws Exception {
    // given
    copy("changelog.").expire(JournalCopy.CHECKPOINTS, EVERYTHING);

    // when
    AuditReport report = audit("changelog.");

    // then: it is compacted and must not expire, the engine restores from it
    assertThat(report.violations())
        .hasSize(SAGAS)
        .extracting(Violation::code)
        .containsOnly(ViolationCode.CHECKPOINT_MISSING);
  }

  @Test
  void shouldFindFaultWithOneDeploymentOnlyWhenTwoShareACluster() throws Exception {
    // given
    JournalCopy.make(
        trips.clientConfig(), "one.", JournalCopy.OUTCOMES, records -> records.remove(0));
    copy("two.");

    // when
    AuditReport one = audit("one.");
    AuditReport two = audit("two.");
    AuditReport original = audit("");

    // then
    assertThat(one.violations())
        .extracting(Violation::code)
        .containsExactly(ViolationCode.OUTCOME_MISSING);
    assertThat(two.violations()).isEmpty();
    assertThat(original.violations()).isEmpty();
    assertThat(original.counts().outcomes()).isEqualTo(SAGAS);
    assertThat(original.counts().transitions()).isEqualTo(two.counts().transitions());
  }

  @Test
  void shouldProveEachAloneWhenTwoLiveDeploymentsShareACluster() throws Exception {
    // given: the same saga ids, in topics with and without a prefix
    TopicNames names = new TopicNames("shop.");
    try (Orchestrator other = Orchestrator.start(prefixed(names));
        ScriptedServices services = startServices(other, names)) {
      services.start("trip-0");
      services.start("trip-0-full");
      services.answerUntilEnded(2);
      services.start("trip-1");

      // when
      AuditReport mine = audit("");
      AuditReport others = Audit.run(trips.auditConfig().withTopics(names));

      // then
      assertThat(mine.violations()).isEmpty();
      assertThat(mine.counts().sagas()).isEqualTo(SAGAS);
      assertThat(others.violations()).isEmpty();
      assertThat(others.unprovable()).isEmpty();
      assertThat(others.counts().outcomes()).isEqualTo(2);
      assertThat(others.counts().transitions())
          .isPositive()
          .isLessThan(mine.counts().transitions());
    }
  }

  private static OrchestratorConfig prefixed(TopicNames names) {
    Map<String, Object> client = trips.clientConfig();
    return new OrchestratorConfig(
        Map.of(
            OrchestratorConfig.BOOTSTRAP_SERVERS,
            client.get("bootstrap.servers").toString(),
            OrchestratorConfig.SCHEMA_REGISTRY_URL,
            client.get("schema.registry.url").toString(),
            OrchestratorConfig.TOPIC_PREFIX,
            names.prefix(),
            OrchestratorConfig.STATE_DIR,
            dataDir.resolve("state-of-the-other").toString(),
            OrchestratorConfig.PARTITIONS,
            "2",
            OrchestratorConfig.DEFINITIONS,
            TwoStepTrip.Patient.class.getName(),
            OrchestratorConfig.HTTP_PORT,
            "-1"));
  }

  private static ScriptedServices startServices(Orchestrator orchestrator, TopicNames names)
      throws InterruptedException {
    assertThat(orchestrator.awaitReady(Duration.ofMinutes(1))).isTrue();
    return new ScriptedServices(trips.clientConfig(), names);
  }

  private static JournalCopy copy(String prefix) throws Exception {
    return JournalCopy.make(trips.clientConfig(), prefix, JournalCopy.JOURNAL, records -> {});
  }

  private static AuditReport audit(String prefix) {
    return Audit.run(
        prefix.isEmpty()
            ? trips.auditConfig()
            : new JournalCopy(trips.clientConfig(), prefix).config());
  }
}
