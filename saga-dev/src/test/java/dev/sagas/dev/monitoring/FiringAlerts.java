package dev.sagas.dev.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which alerts fire if a service stays as two scrapes of it show it: Prometheus' tool evaluates our
 * rules on the values of the first scrape, and then on those of the second for some time, in which
 * waits become older and what grew keeps growing.
 */
public final class FiringAlerts {
  private static final Pattern SERIES =
      Pattern.compile("^(saga_[a-z_]+(?:\\{[^}]*})?) (-?[0-9.Ee+-]+)$", Pattern.MULTILINE);

  private static final Pattern FIRES =
      Pattern.compile("Labels:\\{([^}]*)}\\s*Annotations:\\{([^}]*)}");

  private static final String AGE = "saga_oldest_wait_seconds";
  private static final String LAG = "saga_participant_lag";
  private static final int SECONDS_OF_A_MINUTE = 60;

  private final Path folder;

  /** Writes its files into this folder. */
  public FiringAlerts(Path folder) {
    this.folder = folder;
  }

  /**
   * The labels and annotations of each alert that fires.
   *
   * @param minutes for how long it stays as it is
   */
  public List<String> after(String firstScrape, String secondScrape, int minutes)
      throws IOException, InterruptedException {
    Path tests = folder.resolve("situation.yml");
    Files.writeString(tests, tests(values(firstScrape), values(secondScrape), minutes));
    String output = Promtool.run("test", "rules", tests.toString()).output();
    List<String> firing = new ArrayList<>();
    Matcher matcher = FIRES.matcher(output);
    while (matcher.find()) {
      firing.add(matcher.group(1) + " " + matcher.group(2));
    }
    if (firing.isEmpty() && !output.contains("SUCCESS")) {
      throw new AssertionError("Expected promtool to evaluate the rules, but got: " + output);
    }
    return firing;
  }

  private static Map<String, Double> values(String scrape) {
    Map<String, Double> values = new LinkedHashMap<>();
    Matcher line = SERIES.matcher(scrape);
    while (line.find()) {
      values.put(line.group(1), Double.parseDouble(line.group(2)));
    }
    return values;
  }

  private static String tests(Map<String, Double> first, Map<String, Double> second, int minutes)
      throws IOException {
    StringBuilder text = new StringBuilder("rule_files:\n  - ");
    text.append(MonitoringFiles.ALERTS.toAbsolutePath().normalize());
    text.append("\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n    input_series:\n");
    second.forEach(
        (name, value) -> {
          Double before = first.get(name);
          text.append("      - series: '").append(instance(name)).append("'\n");
          text.append("        values: '").append(before == null ? "_" : number(before));
          text.append(' ').append(number(value));
          text.append(growth(name, before == null ? 0 : before, value));
          text.append('x').append(minutes).append("'\n");
        });
    text.append("    alert_rule_test:\n");
    for (MonitoringFiles.Alert alert : MonitoringFiles.alerts()) {
      text.append("      - eval_time: ").append(minutes).append("m\n        alertname: ");
      text.append(alert.name()).append("\n        exp_alerts: []\n");
    }
    return text.toString();
  }

  /** As Prometheus names what it scrapes. */
  private static String instance(String series) {
    return series.endsWith("}")
        ? series.substring(0, series.length() - 1) + ",instance=\"a:8080\"}"
        : series + "{instance=\"a:8080\"}";
  }

  private static String growth(String series, double before, double value) {
    if (series.startsWith(AGE)) {
      return value > 0 ? "+" + SECONDS_OF_A_MINUTE : "+0";
    }
    return series.startsWith(LAG) && value > before ? "+" + number(value - before) : "+0";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
