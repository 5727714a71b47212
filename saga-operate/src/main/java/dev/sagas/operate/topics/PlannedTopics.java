package dev.sagas.operate.topics;

import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of a deployment as they are meant to be, without a look at what is there. */
public final class PlannedTopics {
  private static final String LONG_RETENTION = Long.toString(Duration.ofDays(90).toMillis());
  private static final String FOREVER = "-1";

  private final TopicNames topics;
  private final TopicSettings settings;

  /** The plan for one deployment. */
  public PlannedTopics(TopicNames topics, TopicSettings settings) {
    this.topics = topics;
    this.settings = settings;
  }

  /** The topics that must share one partition count; that of the requests decides. */
  public List<String> copartitioned() {
    List<String> copartitioned = new ArrayList<>(PresentTopics.inputs(topics));
    copartitioned.add(topics.journal());
    copartitioned.add(topics.outcomes());
    return copartitioned;
  }

  /**
   * Every topic that a deployment needs, with the settings that it is created with. All but those
   * with one partition have the count of the settings.
   */
  public List<NewTopic> of(Set<ParticipantName> participants) {
    Map<String, NewTopic> wanted = new LinkedHashMap<>();
    for (String name : PresentTopics.inputs(topics)) {
      add(wanted, name, inputConfig());
    }
    for (ParticipantName participant : participants) {
      add(wanted, topics.commands(participant), inputConfig());
    }
    add(wanted, topics.journal(), sized(TopicConfig.RETENTION_MS_CONFIG, FOREVER));
    add(wanted, topics.outcomes(), compacted());
    add(wanted, topics.answers(), inputConfig());
    addSingle(wanted, topics.definitions(), compacted());
    addSingle(wanted, topics.recoveries(), Map.of(TopicConfig.RETENTION_MS_CONFIG, LONG_RETENTION));
    add(
        wanted,
        topics.deadLetters(),
        Map.of(
            TopicConfig.RETENTION_MS_CONFIG,
            LONG_RETENTION,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(settings.maxDeadLetterBytes())));
    return List.copyOf(wanted.values());
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
            .configs(complete(config)));
  }

  private void addSingle(Map<String, NewTopic> wanted, String name, Map<String, String> config) {
    wanted.put(name, new NewTopic(name, 1, settings.replicationFactor()).configs(complete(config)));
  }

  /** The brokers' defaults for the clean-up are for other topics. */
  private static Map<String, String> complete(Map<String, String> config) {
    Map<String, String> complete = new HashMap<>(config);
    complete.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicRules.policy(config));
    complete.put(TopicConfig.RETENTION_BYTES_CONFIG, FOREVER);
    return complete;
  }
}
