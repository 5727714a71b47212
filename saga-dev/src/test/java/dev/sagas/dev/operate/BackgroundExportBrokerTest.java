package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.WaitReason;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An orchestrator that exports, while its database comes and goes. */
@Tag("crash")
class BackgroundExportBrokerTest {
  @TempDir private Path folder;

  @Test
  void shouldRunSagasWhetherTheDatabaseAnswersOrNot() throws Exception {
    int port = freePort();
    DevPlatformConfig config =
        DevPlatformConfig.in(folder.resolve("data"))
            .with(
                OrchestratorConfig.EXPORT_URL,
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?password=card-4711")
            .with(OrchestratorConfig.EXPORT_USER, "postgres");
    try (OperatedPlatform sagas = OperatedPlatform.start(config)) {
      // when
      sagas.startTrip("before");

      // then
      sagas.awaitWait("before", WaitReason.Kind.REPLY);
      awaitMetric(sagas, "saga_export_works", "0.0");

      // when
      try (EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder.resolve("postgres"))
              .setPort(port)
              .start()) {
        sagas.startTrip("during");

        // then
        await()
            .atMost(OperatedPlatform.LIMIT)
            .ignoreExceptionsInstanceOf(SQLException.class) // until the tables are there
            .untilAsserted(
                () ->
                    assertThat(statuses(postgres))
                        .containsExactly(
                            Map.entry("before", "RUNNING REPLY"),
                            Map.entry("during", "RUNNING REPLY")));
        awaitMetric(sagas, "saga_export_works", "1.0");
        awaitMetric(sagas, "saga_export_behind", "0.0");
        answersFromTheExport(sagas);
      }
      sagas.startTrip("after");

      // then
      sagas.awaitWait("after", WaitReason.Kind.REPLY);
      assertThat(sagas.get("/sagas?text=before").json().path("code").asText())
          .isEqualTo("export-unavailable");
      assertThat(ids(sagas, "/sagas?ended=true")).containsExactly("during"); // remembered
      awaitMetric(sagas, "saga_export_works", "0.0");
      await()
          .atMost(OperatedPlatform.LIMIT)
          .untilAsserted(
              () ->
                  assertThat(Double.parseDouble(metric(sagas, "saga_export_behind"))).isPositive());
      JsonNode state = answer(sagas, "/exported");
      assertThat(state.path("works").asBoolean()).isFalse();
      assertThat(state.path("whyNot").asText()).isNotEmpty().doesNotContain("card-4711");
    }
  }

  /** Of ended sagas, of data, and how far it is; checked against the contract by the platform. */
  private static void answersFromTheExport(OperatedPlatform sagas) throws Exception {
    sagas.act("end", "during");
    await()
        .atMost(OperatedPlatform.LIMIT)
        .untilAsserted(
            () -> {
              JsonNode ended = sagas.get("/sagas?ended=true").json();
              assertThat(ended.at("/sagas/0/sagaId").asText()).isEqualTo("during");
              assertThat(ended.at("/sagas/0/endedAt").asText()).isNotEmpty();
              assertThat(ended.at("/freshness/export/works").asBoolean()).isTrue();
              assertThat(ended.at("/freshness/export/lagMs").asLong()).isLessThan(10_000);
            });
    assertThat(ids(sagas, "/sagas?text=BEF&data=hotel%3DRitz")).containsExactly("before");
    assertThat(ids(sagas, "/sagas?data=hotel%3DSacher")).isEmpty();
    assertThat(ids(sagas, "/sagas?data=%24%20%3F%20(%40.hotel%20starts%20with%20%22Ri%22)"))
        .containsExactly("during", "before");
    assertThat(answer(sagas, "/exported/days").at("/days/0/started").asInt()).isEqualTo(2);
  }

  private static List<String> ids(OperatedPlatform sagas, String path) {
    return answer(sagas, path).path("sagas").findValuesAsText("sagaId");
  }

  private static JsonNode answer(OperatedPlatform sagas, String path) {
    try {
      return sagas.get(path).json();
    } catch (Exception e) {
      throw new AssertionError("Expected an answer to " + path, e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitMetric(OperatedPlatform sagas, String name, String value) {
    await()
        .atMost(OperatedPlatform.LIMIT)
        .untilAsserted(() -> assertThat(metric(sagas, name)).isEqualTo(value));
  }

  private static String metric(OperatedPlatform sagas, String name) throws Exception {
    return sagas
        .text("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElse("missing");
  }

  private static Map<String, String> statuses(EmbeddedPostgres postgres) throws SQLException {
    Map<String, String> statuses = new TreeMap<>();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT saga_id, status, waits_for FROM sagas.sagas")) {
      while (rows.next()) {
        statuses.put(rows.getString(1), rows.getString(2) + " " + rows.getString(3));
      }
    }
    return statuses;
  }
}
