package dev.sagas.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.checker.HistoryChecker;
import dev.sagas.dev.checker.HistoryReader;
import dev.sagas.dev.checker.HistoryRecord;
import dev.sagas.dev.checker.HistoryTopic;
import dev.sagas.dev.checker.ObservedHistory;
import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.TopicNames;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The load without faults; other seeds by {@code -Dsaga.chaos.seed}. */
@Tag("crash")
class ChaosLoadTest {
  private static final Logger LOG = LoggerFactory.getLogger(ChaosLoadTest.class);
  private static final long SEED =
      Long.getLong(ChaosDefinitions.SEED, ChaosDefinitions.DEFAULT_SEED);
  private static final int SAGAS = Integer.getInteger("saga.chaos.sagas", 120);
  private static final int SAGAS_PER_SECOND = 10;

  @TempDir private Path directory;
  private EmbeddedPostgres postgres;
  private DevPlatform platform;
  private final List<ChaosParticipant> participants = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    platform =
        DevPlatform.start(
            DevPlatformConfig.in(directory)
                .with(
                    OrchestratorConfig.DEFINITIONS,
                    ChaosDefinitions.classes().stream()
                        .map(Class::getName)
                        .collect(Collectors.joining(","))));
    ChaosDatabase.create(adminUrl());
    ChaosDatabase.create(adminUrl());
    for (String participant : ChaosDefinitions.participants()) {
      for (int instance = 1; instance <= 2; instance++) {
        participants.add(ChaosParticipant.start(settings(participant, instance)));
      }
    }
  }

  private String adminUrl() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  private ChaosParticipant.Settings settings(String participant, int instance) {
    Map<String, String> clients = new HashMap<>();
    platform.clientConfig().forEach((key, value) -> clients.put(key, value.toString()));
    return new ChaosParticipant.Settings(
        participant,
        Optional.of(participant + "-" + instance),
        clients,
        ChaosDatabase.urlOf(adminUrl(), participant),
        "postgres",
        SEED,
        Optional.empty());
  }

  @AfterEach
  void stop() throws IOException {
    participants.forEach(ChaosParticipant::close);
    platform.close();
    postgres.close();
  }

  @Test
  void shouldLeaveAHistoryWithoutViolationWhenNothingFails() throws Exception {
    try (ChaosLoad load =
        ChaosLoad.start(
            new LoadSettings(
                platform.clientConfig(), TopicNames.DEFAULT, SEED, SAGAS_PER_SECOND))) {
      // when
      await().atMost(Duration.ofSeconds(30 + SAGAS)).until(() -> load.report().started() >= SAGAS);
      boolean settled = load.awaitSettled(Duration.ofMinutes(2));

      // then
      LoadReport report = load.report();
      LOG.info("{}", report);
      assertThat(settled).as("unsettled: %s", load.unsettled()).isTrue();
      assertThat(report.acknowledged()).isEqualTo(report.started());
      assertThat(report.completed()).isPositive();
      assertThat(report.compensated()).isPositive();
      assertThat(report.refused()).isZero();
      assertThat(report.actions()).isNotEmpty();
      assertThat(report.latency().maxMs()).isPositive();
      assertThat(load.pauses().longestMs()).isPositive();
      checkHistory(load);
    }
  }

  private void checkHistory(ChaosLoad load) throws SQLException {
    List<HistoryRecord> records =
        new HistoryReader(TopicNames.DEFAULT, "saga-orchestrator").read(platform.clientConfig());
    ObservedHistory history =
        new ObservedHistory(
            records,
            ChaosDatabase.effects(adminUrl()),
            ChaosDatabase.observedSteps(SEED),
            ChaosDatabase.totals(adminUrl(), load.unsettled()),
            load.report().actions());
    Set<SagaId> requested =
        records.stream()
            .filter(record -> record.topic() == HistoryTopic.REQUESTS)
            .map(record -> new SagaId(record.key()))
            .collect(Collectors.toSet());
    assertThat(requested).containsAll(load.acknowledgedStarts());
    assertThat(history.effects()).isNotEmpty();
    assertThat(HistoryChecker.check(history)).isEmpty();
  }
}
