package dev.sagas.operate.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** Reads topics. */
final class TopicsReader {
  private final Admin admin;

  TopicsReader(Admin admin) {
    this.admin = admin;
  }

  /** The topics that exist and may be described, by name. */
  Map<String, TopicView> read(Set<String> names) {
    Set<String> visible =
        Calls.get(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    List<String> present = names.stream().filter(visible::contains).toList();
    Map<String, TopicDescription> described =
        Calls.get(
            admin
                .describeTopics(
                    present, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .allTopicNames());
    Map<ConfigResource, KafkaFuture<Config>> settings =
        admin
            .describeConfigs(
                present.stream()
                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                    .toList())
            .values();
    Map<String, TopicView> topics = new HashMap<>();
    settings.forEach(
        (resource, future) -> {
          TopicDescription topic = described.get(resource.name());
          if (topic != null) {
            topics.put(topic.name(), view(topic, settings(future)));
          }
        });
    return topics;
  }

  private static TopicView view(TopicDescription topic, Reading<Map<String, String>> settings) {
    return new TopicView(
        topic.name(),
        topic.partitions().stream().map(TopicsReader::partition).toList(),
        settings,
        operations(topic.authorizedOperations()));
  }

  private static TopicView.PartitionView partition(TopicPartitionInfo info) {
    return new TopicView.PartitionView(
        info.partition(),
        info.leader() != null && !info.leader().isEmpty(),
        info.replicas().size(),
        info.isr().size());
  }

  /** Brokers that do not say return null. */
  static Optional<Set<String>> operations(@Nullable Set<AclOperation> operations) {
    return Optional.ofNullable(operations)
        .map(all -> all.stream().map(AclOperation::name).collect(Collectors.toSet()));
  }

  private static Reading<Map<String, String>> settings(KafkaFuture<Config> future) {
    try {
      Map<String, String> settings = new HashMap<>();
      for (ConfigEntry entry : Calls.get(future).entries()) {
        if (entry.value() != null) {
          settings.put(entry.name(), entry.value());
        }
      }
      return Reading.at(settings);
    } catch (KafkaException e) {
      return Reading.failed("its settings cannot be read: " + Calls.reason(e));
    }
  }
}
