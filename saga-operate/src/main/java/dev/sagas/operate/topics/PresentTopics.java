package dev.sagas.operate.topics;

import dev.sagas.engine.OutputLimits;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics that are there, held against {@link TopicRules}. */
record PresentTopics(Admin admin, TopicNames topics, TopicSettings settings) {
  private static final Logger LOG = LoggerFactory.getLogger(PresentTopics.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Map<String, String> COMPACTED =
      Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

  /** The topics of inputs. */
  static List<String> inputs(TopicNames topics) {
    return List.of(topics.requests(), topics.replies(), topics.signals(), topics.operations());
  }

  /** Those of the topics that are there. */
  Map<String, TopicDescription> describe(Set<String> names) {
    Set<String> existing = get(admin.listTopics().names());
    List<String> known = names.stream().filter(existing::contains).toList();
    return get(admin.describeTopics(known).allTopicNames());
  }

  /**
   * Checks what is there; says nothing of what is not.
   *
   * @param copartitioned topics that must have as many partitions as that of the requests
   * @throws UnfitTopicsException with everything that is wrong
   */
  void check(
      Map<String, NewTopic> wanted,
      Map<String, TopicDescription> present,
      List<String> copartitioned) {
    List<String> problems = partitionProblems(present, copartitioned);
    problems.addAll(cleanUpProblems(wanted, present.keySet()));
    problems.addAll(sizeProblems(present.keySet()));
    if (!problems.isEmpty()) {
      throw new UnfitTopicsException(problems);
    }
  }

  private List<String> partitionProblems(
      Map<String, TopicDescription> present, List<String> copartitioned) {
    List<String> problems = new ArrayList<>();
    String first = topics.requests();
    if (!present.containsKey(first)) {
      return problems;
    }
    int partitions = present.get(first).partitions().size();
    if (settings.arePartitionsAsked()) {
      TopicRules.askedProblem(first, partitions, settings.partitions()).ifPresent(problems::add);
    } else if (partitions != settings.partitions()) {
      LOG.info("{} has {} partitions: all topics have as many", first, partitions);
    }
    for (String name : copartitioned) {
      TopicDescription description = present.get(name);
      if (description != null) {
        TopicRules.partitionProblem(name, description.partitions().size(), first, partitions)
            .ifPresent(problems::add);
      }
    }
    return problems;
  }

  /** What is compacted instead of kept, or kept instead of compacted, changelogs included. */
  private List<String> cleanUpProblems(Map<String, NewTopic> wanted, Set<String> present) {
    Map<String, Map<String, String>> settingsOf = new LinkedHashMap<>();
    wanted.values().stream()
        .filter(topic -> present.contains(topic.name()))
        .forEach(topic -> settingsOf.put(topic.name(), topic.configs()));
    Set<String> existing = get(admin.listTopics().names());
    settings.changelogs().stream()
        .filter(existing::contains)
        .forEach(changelog -> settingsOf.put(changelog, COMPACTED));
    Map<String, String> policies = new HashMap<>();
    Map<String, Long> retentionMs = new HashMap<>();
    configs(settingsOf.keySet())
        .forEach(
            (name, config) -> {
              policies.put(name, config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value());
              retentionMs.put(
                  name, Long.valueOf(config.get(TopicConfig.RETENTION_MS_CONFIG).value()));
            });
    TopicRules.retentionWarnings(settingsOf, retentionMs).forEach(LOG::warn);
    return TopicRules.cleanUpProblems(settingsOf, policies);
  }

  /** Whatever comes in must fit into the dead-letter topic. */
  private List<String> sizeProblems(Set<String> present) {
    List<String> problems = new ArrayList<>();
    String letters = topics.deadLetters();
    if (!present.contains(letters)) {
      return problems;
    }
    List<String> names = new ArrayList<>(inputs(topics));
    names.retainAll(present);
    names.add(letters);
    Map<String, Integer> maxBytes = maxMessageBytes(names);
    int room = maxBytes.getOrDefault(letters, 0) - OutputLimits.DEAD_LETTER_ROOM_BYTES;
    for (String input : inputs(topics)) {
      int actual = maxBytes.getOrDefault(input, 0);
      if (actual > room) {
        problems.add(TopicRules.letterProblem(letters, input, actual));
      }
    }
    return problems;
  }

  /** The {@code max.message.bytes} of topics that are there. */
  Map<String, Integer> maxMessageBytes(Collection<String> names) {
    Map<String, Integer> bytes = new HashMap<>();
    configs(names)
        .forEach(
            (name, config) ->
                bytes.put(
                    name,
                    Integer.valueOf(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value())));
    return bytes;
  }

  private Map<String, Config> configs(Collection<String> names) {
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, Config> configs = new HashMap<>();
    get(admin.describeConfigs(resources).all())
        .forEach((resource, config) -> configs.put(resource.name(), config));
    return configs;
  }

  private static <T> T get(KafkaFuture<T> future) {
    return BrokerCalls.get(future, TIMEOUT);
  }
}
