package dev.sagas.dev.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the dashboards and alerts ask Prometheus. */
public final class MonitoringFiles {
  static final Path FOLDER = Path.of("..", "monitoring");
  static final Path ALERTS = FOLDER.resolve("alerts.yml");
  static final Path TESTS = FOLDER.resolve("alerts-test.yml");

  private static final Pattern ALERT =
      Pattern.compile(
          "- alert: (\\S+)\\n(?:\\s*#[^\\n]*\\n)?\\s*expr: (.*?)\\n\\s*(?:for|labels):(.*?)(?=- alert:|- name:|$)",
          Pattern.DOTALL);

  private static final Pattern RUNBOOK = Pattern.compile("runbook: (\\S+)");
  private static final Pattern NO_METRIC =
      Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\b(by|on|without|ignoring) ?\\([^)]*\\)");
  private static final Pattern METRIC =
      Pattern.compile("\\b(saga|kafka|jvm|process|system|disk)_[a-z0-9_]+");
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+), \\w+\\)");

  private MonitoringFiles() {}

  /** An alert rule. */
  record Alert(String name, String expression, String runbook) {}

  static List<Alert> alerts() throws IOException {
    List<Alert> alerts = new ArrayList<>();
    Matcher matcher = ALERT.matcher(Files.readString(ALERTS));
    while (matcher.find()) {
      Matcher runbook = RUNBOOK.matcher(matcher.group(3));
      alerts.add(
          new Alert(
              matcher.group(1),
              matcher.group(2).replaceFirst("^>-", "").strip().replaceAll("\\s+", " "),
              runbook.find() ? runbook.group(1) : ""));
    }
    return alerts;
  }

  /** Every expression of every dashboard, as Prometheus gets it. */
  static List<String> dashboardExpressions() throws IOException {
    List<String> expressions = new ArrayList<>();
    for (Path dashboard : dashboards()) {
      JsonNode json = new ObjectMapper().readTree(dashboard.toFile());
      json.findValues("expr")
          .forEach(expression -> expressions.add(expression.asText().replaceAll("\\$\\w+", ".*")));
      for (JsonNode query : json.findValues("definition")) {
        Matcher labels = LABEL_VALUES.matcher(query.asText());
        if (!labels.matches()) {
          throw new AssertionError("Expected label_values(METRIC, LABEL), but got " + query);
        }
        expressions.add(labels.group(1));
      }
    }
    return expressions;
  }

  private static List<Path> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
      return files.sorted().toList();
    }
  }

  /** The names of all series that dashboards and alerts read. */
  public static Set<String> series() throws IOException {
    Set<String> names = new TreeSet<>();
    Stream.concat(dashboardExpressions().stream(), alerts().stream().map(Alert::expression))
        .forEach(expression -> names.addAll(series(expression)));
    return names;
  }

  private static List<String> series(String expression) {
    return METRIC
        .matcher(NO_METRIC.matcher(expression).replaceAll(""))
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
