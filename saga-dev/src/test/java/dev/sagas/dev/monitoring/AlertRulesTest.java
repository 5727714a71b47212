package dev.sagas.dev.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules fire when they should, and each has a section that says what to do. */
class AlertRulesTest {
  private static final int EXPECTED_ALERTS = 19;

  @TempDir private Path folder;

  @Test
  void shouldHaveRulesThatPrometheusAccepts() throws Exception {
    // when
    Promtool.Run run = Promtool.run("check", "rules", MonitoringFiles.ALERTS.toString());

    // then
    assertThat(run.output()).contains("SUCCESS: " + EXPECTED_ALERTS + " rules found");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void shouldFireWhenTheyShouldAndNotOtherwise() throws Exception {
    // when
    Promtool.Run run = Promtool.run("test", "rules", MonitoringFiles.TESTS.toString());

    // then
    assertThat(run.output()).contains("SUCCESS").doesNotContain("FAILED");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void shouldHaveExpressionsInDashboardsThatPrometheusAccepts() throws Exception {
    // given
    StringBuilder rules = new StringBuilder("groups:\n  - name: dashboards\n    rules:\n");
    List<String> expressions = MonitoringFiles.dashboardExpressions();
    for (int i = 0; i < expressions.size(); i++) {
      rules.append("      - record: panel:%s\n".formatted(i));
      rules.append("        expr: '%s'\n".formatted(expressions.get(i)));
    }
    Path file = folder.resolve("dashboards.yml");
    Files.writeString(file, rules);

    // when
    Promtool.Run run = Promtool.run("check", "rules", file.toString());

    // then
    assertThat(run.output()).contains("SUCCESS: " + expressions.size() + " rules found");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void shouldBeTestedAndExplained() throws IOException {
    // given
    List<MonitoringFiles.Alert> alerts = MonitoringFiles.alerts();
    String tests = Files.readString(MonitoringFiles.TESTS);
    String page = Files.readString(Path.of("..", "docs", "operating", "monitoring.md"));

    // then
    assertThat(alerts).hasSize(EXPECTED_ALERTS);
    assertThat(alerts)
        .allSatisfy(
            alert -> {
              assertThat(alert.runbook())
                  .isEqualTo(
                      "docs/operating/monitoring.md#" + alert.name().toLowerCase(Locale.ROOT));
              assertThat(page).contains("### " + alert.name() + "\n");
              assertThat(tests).contains("alertname: " + alert.name() + "\n");
            });
  }
}
