package dev.sagas.dev.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.checker.HistoryChecker;
import dev.sagas.dev.checker.HistoryReader;
import dev.sagas.dev.checker.ObservedHistory;
import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.dev.fence.CrashPoint.Moment;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.TopicNames;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A participant that is stopped beyond its session with commands in hand, and continues when
 * another instance has taken them over, changes nothing (R23 to R25).
 */
@Tag("crash")
class ParticipantZombieTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** The sagas at the points and one later; of those, the ones that turn back. */
  private static final int EXECUTED = 6;

  private static final int UNDONE = 3;
  private static final String EFFECTS = "car-effects";

  @TempDir private static Path directory;
  private static DevPlatform platform;
  private static FenceTraffic traffic;

  @BeforeAll
  static void open() throws Exception {
    platform =
        DevPlatform.start(
            DevPlatformConfig.in(directory.resolve("platform"))
                .withPartitions(FenceTraffic.PARTITIONS)
                .with(OrchestratorConfig.DEFINITIONS, TwoStepTrip.Patient.class.getName())
                .with("http.read.timeout.ms", "30000") // of the registry, on a busy machine
                .with(OrchestratorConfig.HTTP_PORT, "-1"));
    traffic = new FenceTraffic(platform.clientConfig());
    try (Admin admin = Admin.create(platform.clientConfig())) {
      admin.createTopics(List.of(new NewTopic(EFFECTS, 2, (short) 1))).all().get();
    }
  }

  @AfterAll
  static void close() {
    traffic.close();
    platform.close();
  }

  @Test
  void shouldHaveNoSecondEffectInPostgresWhenItContinues() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      // given
      String url = postgres.getJdbcUrl("postgres", "postgres");
      FenceDatabase.create(url);
      List<CrashPoint> points = new ArrayList<>();
      points.addAll(CrashPoint.all("postgres", List.of(Moment.BEFORE_TRANSACTION)));
      List<CrashPoint> locked = CrashPoint.all("postgres", List.of(Moment.INSIDE_TRANSACTION));
      points.addAll(locked);
      // A reply that is held holds all commands that have not arrived.
      Moment last = Moment.AFTER_COMMIT_BEFORE_REPLY;
      String saga = CrashPoint.sagaOf("postgres", Action.COMPENSATE, last);
      points.add(new CrashPoint(saga, Action.COMPENSATE, last));

      // when
      try (ParticipantProcess stopped = startStopping(url, points)) {
        takeOver(stopped, url, points, locked);
        assertSettled(points, FenceDatabase.effects(url));
        assertDoesItsShare("postgres");
      }

      // then
      assertThat(FenceDatabase.effects(url)).hasSize(EXECUTED + UNDONE);
      assertNoViolation();
    }
  }

  @ParameterizedTest
  @CsvSource({"EXECUTE,AFTER_WRITES_BEFORE_COMMIT", "COMPENSATE,BEFORE_TRANSACTION"})
  void shouldHaveNoSecondEffectInKafkaWhenItContinues(Action action, Moment moment)
      throws Exception {
    // given
    String kafka = CrashingParticipant.KAFKA + EFFECTS;
    String saga = CrashPoint.sagaOf("kafka", action, moment);
    List<CrashPoint> points = List.of(new CrashPoint(saga, action, moment));

    // when
    try (ParticipantProcess stopped = startStopping(kafka, points)) {
      takeOver(stopped, kafka, points, List.of());
      assertSettled(points, kafkaEffects());
      assertDoesItsShare("kafka-" + moment.name());
    }

    // then
    assertThat(kafkaEffects().values()).containsOnly(1);
    assertNoViolation();
  }

  /**
   * Stops the participant with commands in hand, lets another one answer them, and continues it.
   *
   * @param locked whose rows the stopped one has locked: they wait for it
   */
  private static void takeOver(
      ParticipantProcess stopped, String url, List<CrashPoint> points, List<CrashPoint> locked)
      throws Exception {
    for (CrashPoint point : points) {
      traffic.start(point.sagaId());
      String held = StopPoints.HELD + point.sagaId();
      traffic.answerHotelsUntil(() -> stopped.log().contains(held), LIMIT);
    }
    traffic.answerHotelsUntil(stopped::isStopped, LIMIT);
    for (CrashPoint point : points) {
      assertThat(traffic.replies(point.sagaId(), point.action())).as("%s", point).isZero();
      assertThat(traffic.hasEnded(point.sagaId())).as("%s", point).isFalse();
    }
    try (ParticipantProcess other =
        ParticipantProcess.start(directory, connections(url), "", CrashPoint.NEVER)) {
      for (CrashPoint point : points) {
        if (!locked.contains(point)) {
          traffic.answerHotelsUntil(() -> traffic.hasEnded(point.sagaId()), LIMIT);
        }
      }
      assertThat(stopped.isStopped()).isTrue();
      for (CrashPoint point : locked) {
        assertThat(traffic.hasEnded(point.sagaId())).as("%s", point).isFalse();
      }
      stopped.resume();
      for (CrashPoint point : locked) {
        traffic.answerHotelsUntil(() -> traffic.hasEnded(point.sagaId()), LIMIT);
      }
      assertThat(other.isAlive()).isTrue();
    }
  }

  private static void assertSettled(List<CrashPoint> points, Map<String, Integer> effects) {
    for (CrashPoint point : points) {
      String saga = point.sagaId();
      boolean undone = point.action() == Action.COMPENSATE;
      assertThat(traffic.outcome(saga)).isEqualTo(undone ? "COMPENSATED" : "COMPLETED");
      assertThat(effects.get(saga + " EXECUTE")).as("%s", point).isEqualTo(1);
      assertThat(effects.get(saga + " COMPENSATE")).as("%s", point).isEqualTo(undone ? 1 : null);
    }
  }

  /** The other one has ended: what answers is the one that was stopped. */
  private static void assertDoesItsShare(String name) throws Exception {
    String saga = name + "-execute-later";
    traffic.start(saga);
    traffic.answerHotelsUntil(() -> traffic.hasEnded(saga), LIMIT);
    assertThat(traffic.outcome(saga)).isEqualTo("COMPLETED");
  }

  private static void assertNoViolation() {
    assertThat(
            HistoryChecker.check(
                new ObservedHistory(
                    new HistoryReader(TopicNames.DEFAULT, "saga-orchestrator")
                        .read(platform.clientConfig()),
                    List.of(),
                    Set.of(),
                    List.of(),
                    List.of())))
        .isEmpty();
  }

  private static ParticipantProcess startStopping(String url, List<CrashPoint> points)
      throws Exception {
    return ParticipantProcess.start(directory, connections(url), new StopPoints(points));
  }

  private static List<String> connections(String url) {
    return List.of(platform.kafka().bootstrapServers(), platform.registry().url(), url);
  }

  /** How many effects there are, read committed, by saga and action. */
  private static Map<String, Integer> kafkaEffects() {
    Map<String, Integer> effects = new HashMap<>();
    traffic
        .records(EFFECTS)
        .forEach(
            record ->
                effects.merge(text(record.key()) + " " + text(record.value()), 1, Integer::sum));
    return effects;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
