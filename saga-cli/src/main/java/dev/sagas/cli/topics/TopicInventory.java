package dev.sagas.cli.topics;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.operate.topics.BrokerCalls;
import dev.sagas.operate.topics.TopicRules;
import dev.sagas.operate.topics.TopicSettings;
import dev.sagas.operate.topics.TopicSetup;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics of a deployment, each held against what the orchestrator would create; changes
 * nothing.
 *
 * <ul>
 *   <li>The topics of commands are those that are there: which participants there should be is in
 *       the definitions.
 * </ul>
 */
final class TopicInventory {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Map<String, String> COMPACTED =
      Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

  private final Admin admin;
  private final TopicNames topics;
  private final Map<String, String> purposes = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> wanted = new HashMap<>();
  private final List<String> copartitioned;

  private TopicInventory(Admin admin, Deployment deployment, TopicSettings settings) {
    this.admin = admin;
    this.topics = deployment.topics();
    Set<String> visible = BrokerCalls.get(admin.listTopics().names(), LIMIT);
    Set<ParticipantName> participants = participants(visible);
    TopicSetup setup = new TopicSetup(admin, topics, settings);
    setup.expected(participants).forEach(topic -> wanted.put(topic.name(), topic.configs()));
    this.copartitioned = new ArrayList<>(setup.copartitioned());
    namePurposes();
    nameChangelogs(deployment.applicationId());
    participants.forEach(participant -> nameParticipant(participant, visible));
  }

  /**
   * Reads all of them.
   *
   * @param settings as those of the orchestrator
   */
  static List<DeployedTopic> read(Deployment deployment, TopicSettings settings) {
    try (Admin admin = Admin.create(deployment.client())) {
      return new TopicInventory(admin, deployment, settings).read();
    }
  }

  private Set<ParticipantName> participants(Set<String> visible) {
    Set<ParticipantName> participants = new TreeSet<>();
    String suffix =
        topics.commands(new ParticipantName("x")).substring(topics.prefix().length() + 1);
    visible.stream()
        .filter(topics::isCommands)
        .map(name -> name.substring(topics.prefix().length(), name.length() - suffix.length()))
        .map(ParticipantName::new)
        .forEach(participants::add);
    return participants;
  }

  private void namePurposes() {
    purposes.put(topics.requests(), "starts of sagas");
    purposes.put(topics.replies(), "the participants' answers");
    purposes.put(topics.signals(), "signals and approvals");
    purposes.put(topics.operations(), "operators' actions");
    purposes.put(topics.journal(), "what happened to every saga, for ever");
    purposes.put(topics.outcomes(), "how each saga ended");
    purposes.put(topics.answers(), "answers to the clients that started sagas");
    purposes.put(topics.definitions(), "the published definitions");
    purposes.put(topics.recoveries(), "what was restored or rebuilt after a failure");
    purposes.put(topics.deadLetters(), "records that could not be processed");
  }

  private void nameChangelogs(String applicationId) {
    String checkpoints = EngineNames.checkpointChangelog(applicationId);
    String parked = EngineNames.parkingChangelog(applicationId);
    purposes.put(checkpoints, "the state of every saga, of Kafka Streams");
    purposes.put(parked, "inputs that wait for their saga, of Kafka Streams");
    List.of(checkpoints, parked)
        .forEach(
            name -> {
              wanted.put(name, COMPACTED);
              copartitioned.add(name);
            });
  }

  private void nameParticipant(ParticipantName participant, Set<String> visible) {
    purposes.put(topics.commands(participant), "commands to participant " + participant);
    if (visible.contains(topics.fence(participant))) {
      purposes.put(
          topics.fence(participant), "which commands participant " + participant + " has done");
    }
  }

  private List<DeployedTopic> read() {
    Set<String> visible = BrokerCalls.get(admin.listTopics().names(), LIMIT);
    List<String> present = purposes.keySet().stream().filter(visible::contains).toList();
    Map<String, TopicDescription> described =
        BrokerCalls.get(admin.describeTopics(present).allTopicNames(), LIMIT);
    Map<String, Map<String, String>> settings = settings(present);
    int partitions =
        Optional.ofNullable(described.get(topics.requests()))
            .map(requests -> requests.partitions().size())
            .orElse(0);
    return purposes.keySet().stream()
        .map(
            name ->
                Optional.ofNullable(described.get(name))
                    .map(topic -> topic(topic, settings.getOrDefault(name, Map.of()), partitions))
                    .orElseGet(() -> missing(name)))
        .toList();
  }

  private Map<String, Map<String, String>> settings(List<String> present) {
    Map<String, Map<String, String>> settings = new HashMap<>();
    BrokerCalls.get(
            admin
                .describeConfigs(
                    present.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all(),
            LIMIT)
        .forEach((resource, config) -> settings.put(resource.name(), values(config)));
    return settings;
  }

  private static Map<String, String> values(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  private DeployedTopic missing(String name) {
    return new DeployedTopic(
        name,
        purposes.getOrDefault(name, ""),
        0,
        0,
        "",
        OptionalLong.empty(),
        List.of(
            "expected topic %s to exist, but it does not, or may not be described: the orchestrator creates it when it starts"
                .formatted(name)));
  }

  private DeployedTopic topic(
      TopicDescription topic, Map<String, String> settings, int partitions) {
    String name = topic.name();
    String cleanup = settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
    Optional<Long> retention =
        Optional.ofNullable(settings.get(TopicConfig.RETENTION_MS_CONFIG)).map(Long::valueOf);
    Map<String, Map<String, String>> expected =
        wanted.containsKey(name) ? Map.of(name, wanted.getOrDefault(name, Map.of())) : Map.of();
    List<String> problems = new ArrayList<>();
    int actual = topic.partitions().size();
    if (copartitioned.contains(name) && partitions > 0) {
      TopicRules.partitionProblem(name, actual, topics.requests(), partitions)
          .ifPresent(problems::add);
    }
    if (!cleanup.isEmpty()) {
      problems.addAll(TopicRules.cleanUpProblems(expected, Map.of(name, cleanup)));
    }
    retention.ifPresent(
        ms -> problems.addAll(TopicRules.retentionWarnings(expected, Map.of(name, ms))));
    return new DeployedTopic(
        name,
        purposes.getOrDefault(name, ""),
        actual,
        topic.partitions().stream().mapToInt(each -> each.replicas().size()).min().orElse(0),
        cleanup,
        retention.map(OptionalLong::of).orElse(OptionalLong.empty()),
        problems);
  }
}
