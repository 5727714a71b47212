package dev.sagas.testkit.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.orchestrator.journal.Audit;
import dev.sagas.orchestrator.journal.AuditConfig;
import dev.sagas.orchestrator.journal.AuditReport;
import dev.sagas.orchestrator.journal.Unprovable;
import dev.sagas.orchestrator.journal.Violation;
import dev.sagas.orchestrator.journal.ViolationCode;
import dev.sagas.testkit.dev.DevPlatform;
import dev.sagas.testkit.dev.DevPlatformConfig;
import dev.sagas.testkit.engine.TwoStepTrip;
import java.nio.file.Path;
import java.util.stream.IntStream;
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
  private static DevPlatform platform;
  private static ScriptedServices services;

  @BeforeAll
  static void runSagas() {
    platform =
        DevPlatform.start(
            DevPlatformConfig.in(dataDir)
                .withPartitions(2)
                .with(OrchestratorConfig.DEFINITIONS, TwoStepTrip.Patient.class.getName())
                .with(OrchestratorConfig.HTTP_PORT, "-1"));
    services = new ScriptedServices(platform.clientConfig());
    IntStream.range(0, COMPLETED).forEach(i -> services.start("trip-" + i));
    IntStream.range(0, COMPENSATED).forEach(i -> services.start("trip-" + i + "-full"));
    services.answerUntilEnded(SAGAS);
  }

  @AfterAll
  static void stop() {
    services.close();
    platform.close();
  }

  @Test
  void shouldAccuseNobodyWhenCommandsHaveExpired() throws Exception {
    // given
    new JournalCopy(platform.clientConfig(), "").expire("hotels.commands", EVERYTHING);

    // when
    AuditReport report = audit("");

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.unprovable())
        .contains(
            new Unprovable(
                "hotels.commands", SAGAS, "journaled commands are not in their topic any more"));
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
                "outcomes.saga.outcomes", SAGAS, "outcomes are not in their topic any more"));
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
                "journal.saga.journal",
                SAGAS,
                "outcomes are older than what is left of the journal"),
            new Unprovable(
                "journal.saga.journal",
                SAGAS,
                "checkpoints are older than what is left of the journal"));
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
        platform.clientConfig(), "one.", JournalCopy.OUTCOMES, records -> records.remove(0));
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

  private static JournalCopy copy(String prefix) throws Exception {
    return JournalCopy.make(platform.clientConfig(), prefix, JournalCopy.JOURNAL, records -> {});
  }

  private static AuditReport audit(String prefix) {
    return Audit.run(
        prefix.isEmpty()
            ? AuditConfig.of(platform.clientConfig())
            : new JournalCopy(platform.clientConfig(), prefix).config());
  }
}
