package dev.sagas.operate.doctor;

import static dev.sagas.operate.doctor.Sick.NAMES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.States;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every fault of the deployment as a whole is found, and none where there is none. */
class DiagnosisTest {
  private final Sick sick = new Sick();

  @Test
  void shouldFindNoFaultAndReportEveryCheckWhenAllIsWell() {
    // given
    sick.live(States.executing("o-1", 10));

    // when
    Diagnosis diagnosis = Diagnosis.of(sick.snapshot());

    // then
    assertThat(diagnosis.findings()).allMatch(finding -> finding.severity() == Severity.OK);
    assertThat(diagnosis.findings())
        .extracting(Finding::check)
        .containsExactly(DoctorCheck.values());
    assertThat(diagnosis.isHealthy()).isTrue();
  }

  @Test
  void shouldPutTheWorstOfACheckFirst() {
    // given
    sick.set(NAMES.requests(), "retention.ms", "1000");
    sick.set(NAMES.outcomes(), "cleanup.policy", "delete");

    // when
    List<Finding> settings =
        Diagnosis.of(sick.snapshot()).findings().stream()
            .filter(finding -> finding.check() == DoctorCheck.SETTINGS)
            .toList();

    // then
    assertThat(settings)
        .extracting(Finding::severity)
        .containsExactly(Severity.PROBLEM, Severity.WARNING);
    assertThat(Diagnosis.of(sick.snapshot()).isHealthy()).isFalse();
  }

  @Test
  void shouldFindThatThereIsNoController() {
    sick.cluster = new ClusterView("c-1", 2, false);

    assertThat(sick.codes()).containsExactly(FindingCode.NO_CONTROLLER);
  }

  @Test
  void shouldFindThatTheRegistryDoesNotAnswerOrLacksASubject() {
    sick.registry = Reading.failed("connection refused");
    assertThat(sick.codes()).containsExactly(FindingCode.REGISTRY_UNREACHABLE);
    assertThat(sick.finding(FindingCode.REGISTRY_UNREACHABLE).message())
        .isEqualTo("Expected the schema registry to answer, but connection refused");

    sick.registry = Reading.at(new RegistryView(6, List.of("shop.saga.journal-value")));
    assertThat(sick.codes()).containsExactly(FindingCode.SUBJECT_MISSING);
  }

  @Test
  void shouldFindThatATopicOrChangelogIsMissing() {
    sick.topics.remove(NAMES.answers());
    assertThat(sick.codes()).containsExactly(FindingCode.TOPIC_MISSING);

    sick.topics.remove("shop.saga-orchestrator-checkpoints-changelog");
    assertThat(Diagnosis.of(sick.snapshot()).count(Severity.PROBLEM)).isEqualTo(2);
  }

  @Test
  void shouldFindAnotherNumberOfPartitionsWhereItMattersAlone() {
    sick.topics.put(NAMES.answers(), Sick.topic(NAMES.answers(), 5, Map.of()));
    assertThat(sick.codes()).isEmpty();

    sick.topics.put(
        NAMES.journal(),
        Sick.topic(NAMES.journal(), 5, sick.expectations().topics().get(NAMES.journal())));
    assertThat(sick.finding(FindingCode.PARTITIONS_DIFFER).message())
        .isEqualTo(
            "Expected topic shop.saga.journal to have 2 partitions like shop.saga.requests, but it"
                + " has 5");
  }

  @Test
  void shouldFindAWrongCleanupPolicy() {
    sick.set(NAMES.journal(), "cleanup.policy", "compact,delete");
    assertThat(sick.finding(FindingCode.CLEANUP_POLICY).message())
        .isEqualTo(
            "Expected cleanup.policy of shop.saga.journal to be delete, but it is compact,delete");
  }

  @Test
  void shouldFindARetentionThatIsTooShortOrTooLong() {
    sick.set(NAMES.journal(), "retention.ms", "86400000");
    assertThat(sick.finding(FindingCode.RETENTION_SHORT).message())
        .isEqualTo(
            "Expected retention.ms of shop.saga.journal to be without limit, but it is 86400000"
                + " (24 h)");

    sick.set(NAMES.journal(), "retention.ms", "-1");
    sick.set("shop.payments.commands", "retention.ms", "-1");
    sick.set(NAMES.replies(), "retention.ms", "-1");
    assertThat(sick.codes()).containsExactly(FindingCode.RETENTION_LONG);
    assertThat(sick.finding(FindingCode.RETENTION_LONG).subject())
        .isEqualTo("shop.payments.commands");
  }

  @Test
  void shouldFindSizesThatAreTooSmall() {
    sick.set(NAMES.journal(), "max.message.bytes", "999999");
    assertThat(sick.codes()).containsExactly(FindingCode.RECORD_SIZE);

    sick.set(NAMES.journal(), "max.message.bytes", "1000000");
    sick.set(NAMES.requests(), "max.message.bytes", "1000001");
    assertThat(sick.codes()).containsExactly(FindingCode.DEAD_LETTER_SIZE);
  }

  @Test
  void shouldSayThatSettingsMayNotBeRead() {
    // given
    TopicView topic = sick.topics.get(NAMES.journal());
    sick.topics.put(
        topic.name(),
        new TopicView(
            topic.name(), topic.partitions(), Reading.failed("not allowed"), topic.operations()));

    // then
    assertThat(sick.codes()).isEmpty();
    assertThat(Diagnosis.of(sick.snapshot()).findings())
        .contains(Finding.notChecked(DoctorCheck.SETTINGS, NAMES.journal(), "not allowed"));
  }

  @Test
  void shouldFindEachFaultOfReplicas() {
    sick.partition(NAMES.answers(), false, 3, 0);
    assertThat(sick.codes()).containsExactly(FindingCode.NO_LEADER);
    sick.partition(NAMES.answers(), true, 3, 1);
    assertThat(sick.codes()).containsExactly(FindingCode.MIN_ISR_UNMET);
    sick.partition(NAMES.answers(), true, 3, 2);
    assertThat(sick.codes()).containsExactly(FindingCode.UNDER_REPLICATED);
    sick.partition(NAMES.answers(), true, 3, 3);
    sick.set(NAMES.answers(), "min.insync.replicas", "1");
    assertThat(sick.codes()).containsExactly(FindingCode.MIN_ISR_LOW);
    sick.partition(NAMES.answers(), true, 1, 1);
    assertThat(sick.codes()).containsExactly(FindingCode.REPLICAS_FEW);
    sick.cluster = new ClusterView("c-1", 1, true);
    assertThat(sick.codes()).isEmpty();
  }

  @Test
  void shouldFindDeadLettersAndManyTakeovers() {
    sick.recent =
        new RecentView(
            Reading.at(Map.of("CORRUPT", 2L)), Reading.at(Map.of("1", 4L)), Reading.at(Set.of()));

    assertThat(sick.codes())
        .containsExactlyInAnyOrder(FindingCode.DEAD_LETTERS_RECENT, FindingCode.TAKEOVERS_MANY);
    assertThat(sick.finding(FindingCode.DEAD_LETTERS_RECENT).message()).contains("{CORRUPT=2}");
  }

  @Test
  void shouldFindWhichRightsTheRoleLacks() {
    sick.rights(NAMES.operations(), Set.of("READ"));
    assertThat(sick.finding(FindingCode.OPERATION_DENIED).message())
        .isEqualTo(
            "Expected the operator to be allowed [WRITE] on topic shop.saga.operations, but it"
                + " lacks [WRITE]");

    sick.role = Role.orchestrator;
    sick.access = Reading.at(new AccessView(Optional.of(Set.of("DESCRIBE")), Optional.empty()));
    assertThat(sick.codes()).containsExactly(FindingCode.OPERATION_DENIED);
    assertThat(sick.finding(FindingCode.OPERATION_DENIED).subject())
        .isEqualTo("shop.saga.operations");
    sick.rights(NAMES.operations(), Sick.ALL_RIGHTS);
    assertThat(sick.finding(FindingCode.OPERATION_DENIED).subject()).isEqualTo(Sick.APPLICATION);
  }

  @Test
  void shouldTellThatSagasWaitForAPersonFromOtherProblems() {
    // given
    assertThat(Diagnosis.of(sick.snapshot()).needsDecisionsAlone()).isFalse();

    // when
    sick.live(States.stuck("o-1", "PIVOT_OUTCOME_UNKNOWN", 30));

    // then
    assertThat(Diagnosis.of(sick.snapshot()).isHealthy()).isFalse();
    assertThat(Diagnosis.of(sick.snapshot()).needsDecisionsAlone()).isTrue();

    // when
    sick.set(NAMES.outcomes(), "cleanup.policy", "delete");

    // then
    assertThat(Diagnosis.of(sick.snapshot()).needsDecisionsAlone()).isFalse();
  }

  @Test
  void shouldSayWhatWasNotCheckedAndWhy() {
    // given
    sick.access = Reading.failed("no authorizer");
    sick.orchestrator = Reading.failed("not allowed");
    sick.transactions = Reading.failed("not allowed");
    sick.recent =
        new RecentView(Reading.failed("gone"), Reading.failed("gone"), Reading.failed("gone"));
    sick.published = Reading.failed("unreadable");
    sick.export = Reading.failed("not allowed");

    // when
    List<Finding> notChecked =
        Diagnosis.of(sick.snapshot()).findings().stream()
            .filter(finding -> finding.severity() == Severity.NOT_CHECKED)
            .toList();

    // then
    assertThat(notChecked)
        .extracting(Finding::check)
        .containsExactlyInAnyOrder(
            DoctorCheck.ACCESS,
            DoctorCheck.ORCHESTRATOR,
            DoctorCheck.TRANSACTIONS,
            DoctorCheck.DEAD_LETTERS,
            DoctorCheck.RECOVERIES,
            DoctorCheck.EXPORT,
            DoctorCheck.SAGAS,
            DoctorCheck.SAGAS,
            DoctorCheck.PARTICIPANTS);
    assertThat(notChecked).allMatch(finding -> finding.message().startsWith("Not checked: "));
    assertThat(Diagnosis.of(sick.snapshot()).isHealthy()).isTrue();
  }

  @Test
  void shouldTellEveryFaultInItsPage() throws Exception {
    // given
    String page = Files.readString(Path.of("..", "docs", "operating", "doctor.md"));

    // then
    List<String> rows = new ArrayList<>();
    for (FindingCode code : FindingCode.values()) {
      String row = "| `" + code + "` | " + code.severity().name().toLowerCase(Locale.ROOT) + " |";
      rows.add(row);
    }
    assertThat(page).contains(rows);
    Stream<String> listed = page.lines().filter(line -> line.startsWith("| `"));
    assertThat(listed.filter(line -> line.matches("\\| `[A-Z_]+` .*")))
        .hasSameSizeAs(Arrays.asList(FindingCode.values()));
  }
}
