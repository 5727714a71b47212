package dev.sagas.operate.topics;

import dev.sagas.engine.OutputLimits;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
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

  private final Admin admin;
  private final TopicNames topics;
  private final TopicSettings settings;
  private final PresentTopics topicsThere;
  private final PlannedTopics planned;

  /** A set-up for one deployment. */
  public TopicSetup(Admin admin, TopicNames topics, TopicSettings settings) {
    this.admin = admin;
    this.topics = topics;
    this.settings = settings;
    this.topicsThere = new PresentTopics(admin, topics, settings);
    this.planned = new PlannedTopics(topics, settings);
  }

  /**
   * Makes sure that every topic is there and fit.
   *
   * @return the number of partitions that the input topics have
   * @throws UnfitTopicsException if a topic that exists does not fit
   */
  public int ensure(Set<ParticipantName> participants) {
    Map<String, NewTopic> wanted = wanted(participants);
    Map<String, TopicDescription> present = topicsThere.describe(wanted.keySet());
    List<NewTopic> missing =
        wanted.values().stream().filter(topic -> !present.containsKey(topic.name())).toList();
    int partitions = partitionsOf(present).orElse(settings.partitions());
    // Before anything is made: what is made with wrong partitions would be in the way as well.
    topicsThere.check(wanted, present, copartitioned());
    int letterBytes = letterBytes(present.keySet());
    create(
        missing.stream()
            .map(topic -> withPartitions(topic, partitions))
            .map(topic -> withRoom(topic, letterBytes))
            .toList());
    awaitVisible(
        () ->
            topicsThere.check(
                wanted,
                get(admin.describeTopics(wanted.keySet()).allTopicNames()),
                copartitioned()));
    return partitions;
  }

  /** Whatever an input topic that is there already takes must fit into a dead letter. */
  private int letterBytes(Set<String> present) {
    List<String> known = inputs().stream().filter(present::contains).toList();
    return topicsThere.maxMessageBytes(known).values().stream()
        .mapToInt(bytes -> bytes + OutputLimits.DEAD_LETTER_ROOM_BYTES)
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
    return planned.of(participants);
  }

  /** The topics that must share one partition count; that of the requests decides. */
  public List<String> copartitioned() {
    return planned.copartitioned();
  }

  /** The input topics share one partition count, fixed when the first of them was created. */
  private Optional<Integer> partitionsOf(Map<String, TopicDescription> present) {
    return Optional.ofNullable(present.get(topics.requests()))
        .map(requests -> requests.partitions().size());
  }

  private NewTopic withPartitions(NewTopic topic, int partitions) {
    return topic.numPartitions() == 1
        ? topic
        : new NewTopic(topic.name(), partitions, settings.replicationFactor())
            .configs(topic.configs());
  }

  private Map<String, NewTopic> wanted(Set<ParticipantName> participants) {
    Map<String, NewTopic> wanted = new LinkedHashMap<>();
    planned.of(participants).forEach(topic -> wanted.put(topic.name(), topic));
    return wanted;
  }

  private List<String> inputs() {
    return PresentTopics.inputs(topics);
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
   * every run id. Offsets begin at 0 again in a topic that was made again, which has another id.
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
