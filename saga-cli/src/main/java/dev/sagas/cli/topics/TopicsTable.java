package dev.sagas.cli.topics;

import dev.sagas.cli.shared.Columns;
import dev.sagas.cli.shared.Paragraphs;
import dev.sagas.operate.query.TimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Writes topics for a person. */
final class TopicsTable {
  private TopicsTable() {}

  static List<String> lines(List<DeployedTopic> topics, int columns) {
    Columns table =
        new Columns("TOPIC", "PARTITIONS", "REPLICAS", "CLEANUP", "RETENTION", "WHAT IT IS FOR");
    topics.forEach(topic -> add(table, topic));
    List<String> lines = new ArrayList<>(table.lines(columns));
    List<String> problems = topics.stream().flatMap(topic -> topic.problems().stream()).toList();
    lines.add("");
    lines.add("Topics: " + topics.size() + ", problems: " + problems.size());
    problems.forEach(problem -> lines.addAll(Paragraphs.hanging("- ", problem, "  ", columns)));
    return lines;
  }

  private static void add(Columns table, DeployedTopic topic) {
    table.add(
        topic.name(),
        topic.isPresent() ? Integer.toString(topic.partitions()) : "missing",
        topic.isPresent() ? Integer.toString(topic.replicas()) : "",
        topic.cleanup(),
        topic.cleanup().equals("compact") ? "" : retention(topic.retentionMs()),
        topic.purpose());
  }

  private static String retention(OptionalLong ms) {
    if (ms.isEmpty()) {
      return "";
    }
    return ms.getAsLong() < 0 ? "no limit" : TimeText.duration(ms.getAsLong());
  }
}
