package dev.sagas.cli.topics;

import dev.sagas.operate.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Manifests for Strimzi's topic and user operators, version {@code v1}, as YAML.
 *
 * @param cluster the name of the resource of type Kafka
 * @param authentication of users: {@code scram-sha-512}, {@code tls} or {@code tls-external}
 */
record StrimziManifests(String cluster, String authentication) {
  private static final String API = "kafka.strimzi.io/v1";

  /** A topic; a replication factor below 1 leaves it to the brokers. */
  List<String> topic(NewTopic topic) {
    List<String> lines = new ArrayList<>(head("KafkaTopic", resourceName(topic.name())));
    lines.add("spec:");
    lines.add("  topicName: " + quoted(topic.name()));
    lines.add("  partitions: " + topic.numPartitions());
    if (topic.replicationFactor() > 0) {
      lines.add("  replicas: " + topic.replicationFactor());
    }
    lines.add("  config:");
    new TreeMap<>(topic.configs())
        .forEach((name, value) -> lines.add("    " + name + ": " + quoted(value)));
    return lines;
  }

  /** A user with exactly these rights. */
  List<String> user(String name, List<Grant> grants) {
    List<String> lines = new ArrayList<>(head("KafkaUser", resourceName(name)));
    lines.add("spec:");
    lines.add("  authentication:");
    lines.add("    type: " + authentication);
    lines.add("  authorization:");
    lines.add("    type: simple");
    lines.add("    acls:");
    grants.forEach(grant -> lines.addAll(rule(grant)));
    return lines;
  }

  private static List<String> rule(Grant grant) {
    List<String> lines = new ArrayList<>();
    lines.add("      - resource:");
    lines.add("          type: " + grant.kind().strimzi());
    if (grant.kind() != Grant.ResourceKind.CLUSTER) {
      lines.add("          name: " + quoted(grant.name()));
      lines.add("          patternType: " + (grant.isPrefix() ? "prefix" : "literal"));
    }
    lines.add("        operations: [" + String.join(", ", grant.operations()) + "]");
    lines.add("        host: \"*\"");
    return lines;
  }

  private List<String> head(String kind, String name) {
    return List.of(
        "---",
        "apiVersion: " + API,
        "kind: " + kind,
        "metadata:",
        "  name: " + quoted(name),
        "  labels:",
        "    strimzi.io/cluster: " + quoted(cluster));
  }

  /** A name that Kubernetes takes; one that had to be changed has a checksum of the original. */
  static String resourceName(String name) {
    String fit =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.-]", "-")
            .replaceAll("(^[^a-z0-9]+)|([^a-z0-9]+$)", "");
    if (fit.equals(name)) {
      return name;
    }
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.UTF_8));
    return fit + "-" + Long.toHexString(checksum.getValue());
  }

  private static String quoted(String text) {
    return Json.line(Json.tree(text));
  }
}
