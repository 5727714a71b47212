package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
      }
      sagas.startTrip("after");

      // then
      sagas.awaitWait("after", WaitReason.Kind.REPLY);
      awaitMetric(sagas, "saga_export_works", "0.0");
      await()
          .atMost(OperatedPlatform.LIMIT)
          .untilAsserted(
              () ->
                  assertThat(Double.parseDouble(metric(sagas, "saga_export_behind"))).isPositive());
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
