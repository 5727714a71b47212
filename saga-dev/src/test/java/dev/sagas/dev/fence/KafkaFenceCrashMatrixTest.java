package dev.sagas.dev.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.Action;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One effect per deduplication key for a fence in Kafka (R23 to R25): a participant is killed with
 * signal 9 before the transaction, inside it, when everything is written but not committed, and
 * after its commit; the effects are records that others read committed.
 */
@Tag("crash")
class KafkaFenceCrashMatrixTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String EFFECTS = "car-effects";
  private static final String FENCE = "cars.fence";

  @TempDir private static Path directory;
  private static DevPlatform platform;
  private static FenceTraffic traffic;
  private final List<String> table = new ArrayList<>();

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
  @SuppressWarnings("try") // a process works by being there
  void shouldHaveOneEffectPerKeyWhenKilledAnywhere() throws Exception {
    // given
    List<CrashPoint> points = CrashPoint.all("kafka", CrashPoint.Moment.ofKafkaFence());

    // when: each process is killed at its point, and the next takes up what it left
    for (CrashPoint point : points) {
      killAt(point);
    }
    try (ParticipantProcess cars = start(CrashPoint.NEVER)) {
      for (CrashPoint point : points) {
        traffic.answerHotelsUntil(() -> traffic.hasEnded(point.sagaId()), LIMIT);
      }
      // and everything comes once more
      for (CrashPoint point : points) {
        redeliver(point);
      }
    }

    // then
    Map<String, Integer> effects = effects();
    Map<String, Integer> rows = rows();
    for (CrashPoint point : points) {
      boolean undone = point.action() == Action.COMPENSATE;
      expect(point, effects, rows);
      assertThat(traffic.outcome(point.sagaId())).isEqualTo(undone ? "COMPENSATED" : "COMPLETED");
    }
    assertThat(effects.values()).as("each effect once").containsOnly(1);
    assertThat(rows).as("a row for each execute").hasSize(points.size());
    table.forEach(System.out::println);
  }

  private static void killAt(CrashPoint point) throws Exception {
    try (ParticipantProcess cars = start(point)) {
      traffic.start(point.sagaId());
      if (point.moment() == CrashPoint.Moment.AFTER_COMMIT) {
        traffic.answerHotelsUntil(() -> traffic.replies(point.sagaId(), point.action()) > 0, LIMIT);
        cars.kill();
      } else {
        traffic.answerHotelsUntil(() -> !cars.isAlive(), LIMIT);
        assertThat(traffic.replies(point.sagaId(), point.action()))
            .as("replies read committed before the commit")
            .isZero();
        assertThat(effects()).doesNotContainKey(point.sagaId() + " " + point.action());
      }
      cars.awaitKilled();
    }
  }

  private static void redeliver(CrashPoint point) throws Exception {
    FenceTraffic.Commands commands = traffic.commandsLike(point.sagaId());
    String again = traffic.answered(commands.execute(point.sagaId()));
    if (point.action() == Action.COMPENSATE) {
      assertThat(traffic.answered(commands.compensate(point.sagaId()))).isEqualTo("succeeded");
    } else {
      assertThat(again).isEqualTo("succeeded");
    }
  }

  private static ParticipantProcess start(CrashPoint point) throws Exception {
    List<String> connections =
        List.of(
            platform.kafka().bootstrapServers(),
            platform.registry().url(),
            CrashingParticipant.KAFKA + EFFECTS);
    return ParticipantProcess.start(directory, connections, "cars-1", point);
  }

  /** How many effects there are, read committed, by saga and action. */
  private static Map<String, Integer> effects() {
    Map<String, Integer> effects = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : traffic.records(EFFECTS)) {
      effects.merge(text(record.key()) + " " + text(record.value()), 1, Integer::sum);
    }
    return effects;
  }

  /** How often each saga's row was written and committed: by its execute and its compensation. */
  private static Map<String, Integer> rows() {
    Map<String, Integer> rows = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : traffic.records(FENCE)) {
      String executeKey = text(record.key());
      rows.merge(executeKey.substring(0, executeKey.indexOf('/')), 1, Integer::sum);
    }
    return rows;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void expect(CrashPoint point, Map<String, Integer> effects, Map<String, Integer> rows) {
    String saga = point.sagaId();
    int undone = point.action() == Action.COMPENSATE ? 1 : 0;
    int wasExecuted = effects.getOrDefault(saga + " EXECUTE", 0);
    int wasUndone = effects.getOrDefault(saga + " COMPENSATE", 0);
    int writes = rows.getOrDefault(saga, 0);
    String what = point.action() + " killed " + point.moment();
    table.add(
        "%-53s %-48s %d executed, %d undone, row written %d times, %d replies"
            .formatted(
                saga, what, wasExecuted, wasUndone, writes, traffic.replies(saga, point.action())));
    assertThat(List.of(wasExecuted, wasUndone, writes))
        .as(what)
        .isEqualTo(List.of(1, undone, 1 + undone));
    assertThat(traffic.replies(saga, point.action())).isGreaterThanOrEqualTo(2);
  }
}
