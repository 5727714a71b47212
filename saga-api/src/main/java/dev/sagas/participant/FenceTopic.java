package dev.sagas.participant;

import dev.sagas.serde.Backoff;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The compacted topic of a fence, with as many partitions as the command topic. */
final class FenceTopic {
  private static final Logger LOG = LoggerFactory.getLogger(FenceTopic.class);

  private final Admin admin;
  private final String name;
  private final String commandTopic;
  private final short replicas;
  private final Backoff backoff = new Backoff(100, 5_000);

  FenceTopic(Admin admin, String name, String commandTopic, short replicas) {
    this.admin = admin;
    this.name = name;
    this.commandTopic = commandTopic;
    this.replicas = replicas;
  }

  String name() {
    return name;
  }

  /**
   * Creates the topic if it is missing and checks it; waits for the command topic.
   *
   * @return the number of partitions
   * @throws IllegalStateException if the topic would lose rows, or does not fit the command topic
   */
  int prepare(Shutdown shutdown) throws AbandonedException {
    for (int failures = 1; ; failures++) {
      try {
        int partitions = partitionsOf(commandTopic);
        create(partitions);
        check(partitions);
        return partitions;
      } catch (ExecutionException | KafkaException e) {
        LOG.info("{} waits for {} or the brokers: {}", name, commandTopic, e.getMessage());
        shutdown.pause(backoff.afterMs(failures));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AbandonedException();
      }
    }
  }

  private void create(int partitions) throws ExecutionException, InterruptedException {
    if (admin.listTopics().names().get().contains(name)) {
      return;
    }
    NewTopic topic =
        new NewTopic(name, partitions, replicas)
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private void check(int partitions) throws ExecutionException, InterruptedException {
    int own = partitionsOf(name);
    if (own != partitions) {
      throw new IllegalStateException(
          "Expected %s to have as many partitions as %s, but they have %s and %s"
              .formatted(name, commandTopic, own, partitions));
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    String policy =
        only(admin.describeConfigs(List.of(resource)).all().get())
            .get(TopicConfig.CLEANUP_POLICY_CONFIG)
            .value();
    if (!TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy)) {
      throw new IllegalStateException(
          "Expected " + name + " to have cleanup.policy=compact, but it has " + policy);
    }
  }

  private int partitionsOf(String topic) throws ExecutionException, InterruptedException {
    return only(admin.describeTopics(List.of(topic)).allTopicNames().get()).partitions().size();
  }

  private static <T> T only(Map<?, T> answers) {
    return answers.values().iterator().next();
  }
}
