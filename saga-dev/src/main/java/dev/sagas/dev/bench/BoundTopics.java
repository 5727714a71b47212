package dev.sagas.dev.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Topics like those of the measured sagas, for the bound. */
final class BoundTopics {
  private final String prefix;

  private BoundTopics(String prefix) {
    this.prefix = prefix;
  }

  /** Creates topics with the same clean-up as the originals. */
  static BoundTopics create(BenchCluster cluster, BoundPlan plan, String prefix) {
    BoundTopics topics = new BoundTopics(prefix);
    try (Admin admin = cluster.clients().admin()) {
      List<ConfigResource> originals =
          plan.samples().keySet().stream()
              .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
              .toList();
      Map<ConfigResource, Config> configs =
          BenchClients.result("read the topics' settings", admin.describeConfigs(originals).all());
      List<NewTopic> created =
          originals.stream()
              .map(
                  original ->
                      new NewTopic(
                              topics.copyOf(original.name()),
                              Optional.of(cluster.partitions()),
                              Optional.empty())
                          .configs(cleanUp(Optional.ofNullable(configs.get(original)))))
              .toList();
      BenchClients.result("create topics for the bound", admin.createTopics(created).all());
    }
    return topics;
  }

  private static Map<String, String> cleanUp(Optional<Config> original) {
    return original.map(Config::entries).stream()
        .flatMap(entries -> entries.stream())
        .filter(entry -> entry.name().equals(TopicConfig.CLEANUP_POLICY_CONFIG))
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  /** The copy of one of the measured sagas' topics. */
  String copyOf(String topic) {
    return prefix + topic;
  }

  /** The original of a copy. */
  String originalOf(String topic) {
    return topic.substring(prefix.length());
  }
}
