package dev.sagas.dev.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.Action;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One effect per deduplication key, whatever crashes and whatever is delivered how often (R23 to
 * R25, R27): a participant is killed with signal 9 at each point of a command, on PostgreSQL with
 * fsync and on H2.
 */
@Tag("crash")
class FenceCrashMatrixTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String NOBODY = "";

  @TempDir private static Path directory;
  private static DevPlatform platform;
  private static FenceTraffic traffic;
  private final List<String> table = new ArrayList<>();

  @BeforeAll
  static void open() {
    platform =
        DevPlatform.start(
            DevPlatformConfig.in(directory.resolve("platform"))
                .withPartitions(FenceTraffic.PARTITIONS)
                .with(OrchestratorConfig.DEFINITIONS, TwoStepTrip.Patient.class.getName())
                .with(OrchestratorConfig.HTTP_PORT, "-1"));
    traffic = new FenceTraffic(platform.clientConfig());
  }

  @AfterAll
  static void close() {
    traffic.close();
    platform.close();
  }

  @Test
  void shouldHaveOneEffectPerKeyWhenKilledAnywhereOnPostgres() throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start()) {
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement();
          ResultSet fsync = statement.executeQuery("SHOW fsync")) {
        assertThat(fsync.next()).isTrue();
        assertThat(fsync.getString(1)).isEqualTo("on");
      }
      matrix("postgres", postgres.getJdbcUrl("postgres", "postgres"));
    }
  }

  @Test
  void shouldHaveOneEffectPerKeyWhenKilledAnywhereOnH2() throws Exception {
    matrix("h2", "jdbc:h2:file:" + directory.resolve("service") + ";WRITE_DELAY=0");
  }

  @SuppressWarnings("try") // a process works by being there
  private void matrix(String database, String url) throws Exception {
    FenceDatabase.create(url);
    List<CrashPoint> points = CrashPoint.all(database, CrashPoint.Moment.ofJdbcFence());

    // when: each process is killed at its point, and the next takes up what it left
    for (CrashPoint point : points) {
      try (ParticipantProcess cars = start(url, "cars-1", point)) {
        traffic.start(point.sagaId());
        traffic.answerHotelsUntil(() -> !cars.isAlive(), LIMIT);
        cars.awaitKilled();
      }
    }
    String twin = database + "-execute-twin";
    try (ParticipantProcess cars = start(url, "cars-1", CrashPoint.NEVER)) {
      for (CrashPoint point : points) {
        traffic.answerHotelsUntil(() -> traffic.hasEnded(point.sagaId()), LIMIT);
      }
      strangeDeliveries(database);
      traffic.start(twin);
      traffic.answerHotelsUntil(() -> traffic.hasEnded(twin), LIMIT);
    }
    expireAndCompensate(database, url);
    moveWhileWorking(database, url);

    // then
    Map<String, Integer> effects = FenceDatabase.effects(url);
    for (CrashPoint point : points) {
      boolean undone = point.action() == Action.COMPENSATE;
      expect(
          effects, point.action() + " killed " + point.moment(), point.sagaId(), 1, undone ? 1 : 0);
      assertThat(traffic.outcome(point.sagaId())).isEqualTo(undone ? "COMPENSATED" : "COMPLETED");
      assertThat(traffic.replies(point.sagaId(), point.action())).isGreaterThanOrEqualTo(1);
    }
    expect(effects, "delivered twice", database + "-duplicate", 1, 0);
    expect(effects, "compensate before execute", database + "-early", 0, 0);
    expect(effects, "execute after compensate", database + "-after", 1, 1);
    expect(effects, "id used again in another run", database + "-again", 2, 0);
    expect(effects, "compensate after the row's time", database + "-expired", 1, 1);
    for (int i = 0; i < FenceTraffic.MOVED; i++) {
      expect(effects, "two instances, rebalance", database + "-execute-moved-" + i, 1, 0);
    }
    table.forEach(System.out::println);
  }

  private static String compensated(String database) {
    return CrashPoint.sagaOf(database, Action.COMPENSATE, CrashPoint.Moment.BEFORE_TRANSACTION);
  }

  private void strangeDeliveries(String database) throws Exception {
    FenceTraffic.Commands commands = traffic.commandsLike(compensated(database));
    traffic.answered(commands.execute(database + "-duplicate"));
    traffic.answered(commands.execute(database + "-duplicate"));
    traffic.answered(commands.compensate(database + "-early").unknown());
    assertThat(traffic.answered(commands.execute(database + "-early"))).isEqualTo("rejected");
    traffic.answered(commands.execute(database + "-after"));
    traffic.answered(commands.compensate(database + "-after"));
    traffic.answered(commands.execute(database + "-after"));
    traffic.answered(commands.execute(database + "-again"));
    traffic.answered(commands.execute(database + "-again").inAnotherRun());
  }

  /** The next process deletes what has expired when it starts. */
  @SuppressWarnings("try") // a process works by being there
  private void expireAndCompensate(String database, String url) throws Exception {
    FenceTraffic.Commands commands = traffic.commandsLike(compensated(database));
    String id = database + "-expired";
    try (ParticipantProcess cars = start(url, "cars-1", CrashPoint.NEVER)) {
      assertThat(traffic.answered(commands.execute(id).expired())).isEqualTo("succeeded");
      traffic.awaitOffsetsCommitted();
    }
    try (ParticipantProcess cars = start(url, "cars-1", CrashPoint.NEVER)) {
      assertThat(traffic.answered(commands.compensate(id))).isEqualTo("succeeded");
      assertThat(traffic.answered(commands.execute(id))).isEqualTo("rejected");
    }
  }

  /** A second instance comes while the first works, and the first goes while the second does. */
  @SuppressWarnings("try") // a process works by being there, and one leaves early
  private void moveWhileWorking(String database, String url) throws Exception {
    String second = url.startsWith("jdbc:h2:") ? url + ";AUTO_SERVER=TRUE" : url;
    List<String> ids = traffic.startMoved(database);
    try (ParticipantProcess one = start(second, NOBODY, CrashPoint.NEVER)) {
      try (ParticipantProcess two = start(second, NOBODY, CrashPoint.NEVER)) {
        traffic.answerHotelsUntil(() -> traffic.hasEnded(ids.get(0)), LIMIT);
        one.close();
        for (String id : ids) {
          traffic.answerHotelsUntil(() -> traffic.hasEnded(id), LIMIT);
        }
      }
    }
  }

  private static ParticipantProcess start(String url, String instance, CrashPoint point)
      throws Exception {
    List<String> connections =
        List.of(platform.kafka().bootstrapServers(), platform.registry().url(), url);
    return ParticipantProcess.start(directory, connections, instance, point);
  }

  private void expect(
      Map<String, Integer> effects, String what, String saga, int executed, int undone) {
    int wasExecuted = effects.getOrDefault(saga + " EXECUTE", 0);
    int wasUndone = effects.getOrDefault(saga + " COMPENSATE", 0);
    table.add("%-53s %-48s %d executed, %d undone".formatted(saga, what, wasExecuted, wasUndone));
    assertThat(List.of(wasExecuted, wasUndone)).as(what).isEqualTo(List.of(executed, undone));
  }
}
