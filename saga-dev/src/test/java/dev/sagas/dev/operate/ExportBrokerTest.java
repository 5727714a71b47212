package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.protocol.WaitReason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code saga export} from a real broker. */
@Tag("crash")
class ExportBrokerTest {
  @TempDir private static Path folder;
  private static OperatedPlatform sagas;

  @BeforeAll
  static void start() {
    sagas = OperatedPlatform.start(DevPlatformConfig.in(folder.resolve("data")));
  }

  @AfterAll
  static void stop() {
    sagas.close();
  }

  private static String url() {
    return "jdbc:h2:" + folder.resolve("export");
  }

  private static OperatedPlatform.Run export(String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("--jdbc-url=" + url());
    options.add("--once");
    return sagas.saga("export", options.toArray(String[]::new));
  }

  private static Map<String, String> statuses() throws SQLException {
    Map<String, String> statuses = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url(), "", "");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT saga_id, status, waits_for FROM \"sagas\".sagas")) {
      while (rows.next()) {
        statuses.put(rows.getString(1), rows.getString(2) + " " + rows.getString(3));
      }
    }
    return statuses;
  }

  @Test
  void shouldExportWhatIsThereAndContinueWhereItWas() throws Exception {
    // given
    sagas.startTrip("first");
    sagas.awaitWait("first", WaitReason.Kind.REPLY);

    // when
    OperatedPlatform.Run once = export();

    // then
    assertThat(once.exitCode()).as(once.err()).isZero();
    assertThat(statuses()).containsExactly(Map.entry("first", "RUNNING REPLY"));

    // given
    sagas.act("end", "first");
    sagas.startTripToApproval("second", 1);

    // when
    OperatedPlatform.Run again = export();

    // then
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(statuses())
        .containsExactly(
            Map.entry("first", "ENDED_BY_OPERATOR null"), Map.entry("second", "RUNNING SIGNAL"));

    // when
    OperatedPlatform.Run rebuilt = export("--rebuild", "--batch=1");

    // then
    assertThat(rebuilt.exitCode()).as(rebuilt.err()).isZero();
    assertThat(statuses()).hasSize(2).containsEntry("second", "RUNNING SIGNAL");
  }

  @Test
  void shouldGiveTheStatisticsAndTheEndedSagasOfTheTopics() throws Exception {
    // given
    sagas.startTrip("counted");
    sagas.awaitWait("counted", WaitReason.Kind.REPLY);
    sagas.act("end", "counted");
    sagas.startTripToApproval("waiting", 1);
    assertThat(export().exitCode()).isZero();
    String from = "--export=" + url();

    // when
    OperatedPlatform.Run audited = sagas.saga("audit", "--analytics", "--output=json");
    OperatedPlatform.Run exported = sagas.saga("audit", "--analytics", from, "--output=json");
    OperatedPlatform.Run listed = sagas.saga("list", "--ended", from, "--output=json");
    OperatedPlatform.Run found =
        sagas.saga("list", "--text=COUNT", "--data=hotel=Ritz", from, "--output=json");

    // then
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    assertThat(exported.json().path("analytics")).isEqualTo(audited.json().path("analytics"));
    assertThat(exported.json().at("/analytics/types")).isNotEmpty();
    assertThat(exported.json().at("/export/asOf").asText()).isNotEmpty();
    assertThat(listed.json().path("sagas").findValuesAsText("sagaId")).contains("counted");
    assertThat(listed.json().path("sagas").findValuesAsText("sagaId")).doesNotContain("waiting");
    assertThat(listed.err()).contains("From the export, as of 20");
    assertThat(found.json().path("sagas").findValuesAsText("sagaId")).containsExactly("counted");
  }

  @Test
  void shouldSayWhatIsWrongWithTheDatabase() {
    // when
    OperatedPlatform.Run run = sagas.saga("export", "--jdbc-url=jdbc:none:x", "--once");

    // then
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("jdbc:none:x");
  }
}
