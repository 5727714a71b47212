package dev.sagas.orchestrator.streams;

import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics that are missing and checks those that are there.
 *
 * <ul>
 *   <li>Changes nothing about a topic that exists.
 *   <li>Safe to run from several instances at once.
 * </ul>
 */
public final class TopicSetup {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration VISIBILITY_PAUSE = Duration.ofMillis(50);
  private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(90);
  private static final String FOREVER = "-1";

  private final Admin admin;
  private final TopicNames topics;
  private final TopicSettings settings;

  /** A set-up for one deployment. */
  public TopicSetup(Admin admin, TopicNames topics, TopicSettings settings) {
    this.admin = admin;
    this.topics = topics;
    this.settings = settings;
  }

  /**
   * Makes sure that every topic is there and fit.
   *
   * @return the number of partitions that the input topics have
   * @throws UnfitTopicsException if a topic that exists does not fit
   */
  public int ensure(Set<ParticipantName> participants) {
    Map<String, NewTopic> wanted = wanted(participants);
    Map<String, TopicDescription> present = describe(wanted.keySet());
    List<NewTopic> missing =
        wanted.values().stream().filter(topic -> !present.containsKey(topic.name())).toList();
    int partitions = partitionsOf(present).orElse(settings.partitions());
    int letterBytes = letterBytes(present.keySet());
    create(
        missing.stream()
            .map(topic -> withPartitions(topic, partitions))
            .map(topic -> withRoom(topic, letterBytes))
            .toList());
    awaitVisible(() -> checkAll(wanted, partitions));
    return partitions;
  }

  /** Whatever an input topic that is there already takes must fit into a dead letter. */
  private int letterBytes(Set<String> present) {
    List<String> known = inputs().stream().filter(present::contains).toList();
    return maxMessageBytes(known).values().stream()
        .mapToInt(bytes -> bytes + TopicSettings.DEAD_LETTER_ROOM)
        .reduce(settings.maxDeadLetterBytes(), Math::max);
  }

  private NewTopic withRoom(NewTopic topic, int bytes) {
    if (!topic.name().equals(topics.deadLetters())) {
      return topic;
    }
    Map<String, String> config = new HashMap<>(topic.configs());
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
    return topic.configs(config);
  }

  /**
   * Every topic that a deployment needs, with the settings that it would be created with. All but
   * those with one partition have the count of the settings.
   */
  public List<NewTopic> expected(Set<ParticipantName> participants) {
    return List.copyOf(wanted(participants).values());
  }

  /** The topics that must share one partition count; that of the requests decides. */
  public List<String> copartitioned() {
    List<String> copartitioned = new ArrayList<>(inputs());
    copartitioned.add(topics.journal());
    copartitioned.add(topics.outcomes());
    return copartitioned;
  }

  /** The input topics share one partition count, fixed when the first of them was created. */
  private Optional<Integer> partitionsOf(Map<String, TopicDescription> present) {
    int known = partitionsOf(topics.requests(), present);
    return known == 0 ? Optional.empty() : Optional.of(known);
  }

  private static int partitionsOf(String name, Map<String, TopicDescription> described) {
    TopicDescription description = described.get(name);
    return description == null ? 0 : description.partitions().size();
  }

  private NewTopic withPartitions(NewTopic topic, int partitions) {
    return topic.numPartitions() == 1
        ? topic
        : new NewTopic(topic.name(), partitions, settings.replicationFactor())
            .configs(topic.configs());
  }

  private Map<String, NewTopic> wanted(Set<ParticipantName> participants) {
    Map<String, NewTopic> wanted = new LinkedHashMap<>();
    for (String name : inputs()) {
      add(wanted, name, inputConfig());
    }
    for (ParticipantName participant : participants) {
      add(wanted, topics.commands(participant), inputConfig());
    }
    add(wanted, topics.journal(), sized(TopicConfig.RETENTION_MS_CONFIG, FOREVER));
    add(wanted, topics.outcomes(), compacted());
    add(wanted, topics.answers(), inputConfig());
    addSingle(wanted, topics.definitions(), compacted());
    addSingle(wanted, topics.recoveries(), Map.of());
    add(
        wanted,
        topics.deadLetters(),
        Map.of(
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(DEAD_LETTER_RETENTION.toMillis()),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(settings.maxDeadLetterBytes())));
    return wanted;
  }

  private List<String> inputs() {
    return List.of(topics.requests(), topics.replies(), topics.signals(), topics.operations());
  }

  private Map<String, String> inputConfig() {
    return Map.of(
        TopicConfig.RETENTION_MS_CONFIG, Long.toString(settings.inputRetention().toMillis()),
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(settings.maxInputBytes()));
  }

  private Map<String, String> compacted() {
    return sized(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
  }

  /** Whatever the engine may write must fit, whatever the brokers' own default is. */
  private Map<String, String> sized(String name, String value) {
    return Map.of(
        name,
        value,
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Integer.toString(settings.maxInputBytes()));
  }

  private void add(Map<String, NewTopic> wanted, String name, Map<String, String> config) {
    wanted.put(
        name,
        new NewTopic(name, Math.max(1, settings.partitions()), settings.replicationFactor())
            .configs(config));
  }

  private void addSingle(Map<String, NewTopic> wanted, String name, Map<String, String> config) {
    wanted.put(name, new NewTopic(name, 1, settings.replicationFactor()).configs(config));
  }

  /** A topic that was just created may not be known to every broker at once. */
  private static void awaitVisible(Runnable check) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      try {
        check.run();
        return;
      } catch (UnknownTopicOrPartitionException e) {
        if (System.nanoTime() >= deadline) {
          throw e;
        }
        LockSupport.parkNanos(VISIBILITY_PAUSE.toNanos());
      }
    }
  }

  private void checkAll(Map<String, NewTopic> wanted, int partitions) {
    Map<String, TopicDescription> all = get(admin.describeTopics(wanted.keySet()).allTopicNames());
    List<String> problems = new ArrayList<>();
    if (settings.arePartitionsAsked()) {
      TopicRules.askedProblem(topics.requests(), partitions, settings.partitions())
          .ifPresent(problems::add);
    }
    for (String name : copartitioned()) {
      TopicRules.partitionProblem(name, partitionsOf(name, all), topics.requests(), partitions)
          .ifPresent(problems::add);
    }
    problems.addAll(checkCleanUp(wanted));
    problems.addAll(checkSizes());
    if (!problems.isEmpty()) {
      throw new UnfitTopicsException(problems);
    }
  }

  /** What is compacted instead of kept, or kept instead of compacted, changelogs included. */
  private List<String> checkCleanUp(Map<String, NewTopic> wanted) {
    Map<String, Map<String, String>> settingsOf = new LinkedHashMap<>();
    wanted.values().forEach(topic -> settingsOf.put(topic.name(), topic.configs()));
    Set<String> existing = get(admin.listTopics().names());
    settings.changelogs().stream()
        .filter(existing::contains)
        .forEach(changelog -> settingsOf.put(changelog, compacted()));
    Map<String, String> policies = new HashMap<>();
    configs(settingsOf.keySet())
        .forEach(
            (name, config) ->
                policies.put(name, config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value()));
    return TopicRules.cleanUpProblems(settingsOf, policies);
  }

  /** Whatever comes in must fit into the dead-letter topic. */
  private List<String> checkSizes() {
    List<String> problems = new ArrayList<>();
    List<String> names = new ArrayList<>(inputs());
    names.add(topics.deadLetters());
    Map<String, Integer> maxBytes = maxMessageBytes(names);
    int room = maxBytes.getOrDefault(topics.deadLetters(), 0) - TopicSettings.DEAD_LETTER_ROOM;
    for (String input : inputs()) {
      int actual = maxBytes.getOrDefault(input, 0);
      if (actual > room) {
        problems.add(TopicRules.letterProblem(topics.deadLetters(), input, actual));
      }
    }
    return problems;
  }

  private Map<String, Integer> maxMessageBytes(Collection<String> names) {
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

  private Map<String, TopicDescription> describe(Set<String> names) {
    Set<String> existing = get(admin.listTopics().names());
    List<String> known = names.stream().filter(existing::contains).toList();
    return get(admin.describeTopics(known).allTopicNames());
  }

  private void create(List<NewTopic> missing) {
    admin
        .createTopics(missing)
        .values()
        .forEach(
            (name, created) -> {
              try {
                get(created);
              } catch (TopicExistsException e) {
                // Another instance was faster; the check that follows looks at what it made.
              }
            });
  }

  /**
   * The id of the cluster, a slash, and the id of the topic of requests, which must exist: part of
   * every run id. Offsets begin at 0 again in a topic that was made anew, which has another id.
   */
  public String sourceId() {
    TopicDescription requests =
        Objects.requireNonNull(
            get(admin.describeTopics(List.of(topics.requests())).allTopicNames())
                .get(topics.requests()));
    return get(admin.describeCluster().clusterId()) + "/" + requests.topicId();
  }

  private static <T> T get(KafkaFuture<T> future) {
    return BrokerCalls.get(future, TIMEOUT);
  }
}
