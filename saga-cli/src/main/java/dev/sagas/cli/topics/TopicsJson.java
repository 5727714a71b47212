package dev.sagas.cli.topics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.json.Json;
import java.util.List;

/** Writes topics for programs; described in {@code docs/operating/kafka.md}. */
final class TopicsJson {
  private TopicsJson() {}

  /** The JSON of topics. */
  static ObjectNode node(List<DeployedTopic> topics) {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("topics");
    for (DeployedTopic topic : topics) {
      ObjectNode node = all.addObject();
      node.put("name", topic.name());
      node.put("purpose", topic.purpose());
      node.put("present", topic.isPresent());
      node.put("partitions", topic.partitions());
      node.put("replicas", topic.replicas());
      node.put("cleanupPolicy", topic.cleanup());
      node.putNull("retentionMs");
      topic.retentionMs().ifPresent(ms -> node.put("retentionMs", ms));
      ArrayNode problems = node.putArray("problems");
      topic.problems().forEach(problems::add);
    }
    return json;
  }
}
