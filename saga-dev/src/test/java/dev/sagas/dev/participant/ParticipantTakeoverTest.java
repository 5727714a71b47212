package dev.sagas.dev.participant;

import static dev.sagas.dev.participant.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.participant.GuidedService.Handling;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.ClientSettings;
import dev.sagas.protocol.DeduplicationKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How soon the commands of an instance that was killed with signal 9 are handled by another. */
@Tag("crash")
class ParticipantTakeoverTest extends ParticipantOnKafka {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** The session of 10 s and a margin for a busy machine; with Kafka's default it would be 45 s. */
  private static final Duration TAKEOVER_LIMIT = Duration.ofSeconds(30);

  private static final int COMMANDS = 30;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "kafka"})
  @SuppressWarnings("try") // the survivor works by being there
  void shouldBeAnsweredByTheSurvivorWhenAnInstanceIsKilled(String fence) throws Exception {
    // given: commands of which one instance answers none
    try (GuidedJvm killed = start(fence, Handling.HOLDS);
        GuidedJvm survivor = start(fence, Handling.ANSWERS)) {
      await().ignoreException(ExecutionException.class).atMost(LIMIT).until(this::isShared);
      Map<String, Integer> partitions = sendCommands();
      Set<Integer> survivors = partitionsOf(Handling.ANSWERS);
      Set<String> answeredBefore = ordersOn(partitions, survivors);
      await().atMost(LIMIT).until(() -> answered().equals(answeredBefore));
      await().atMost(LIMIT).until(() -> killed.log().contains(GuidedService.HELD));

      // when
      int exitCode = killed.kill();
      Instant killedAt = Instant.now();
      await().atMost(TAKEOVER_LIMIT).until(() -> answered().equals(partitions.keySet()));
      Duration waited = Duration.between(killedAt, Instant.now());

      // then
      System.out.printf(
          "Fence in %s: %s of %s commands were the killed instance's, and took %s%n",
          fence, COMMANDS - answeredBefore.size(), COMMANDS, waited);
      assertThat(exitCode).isEqualTo(GuidedJvm.KILLED);
      assertThat(answeredBefore).hasSizeBetween(1, COMMANDS - 1);
      assertThat(waited).isLessThan(TAKEOVER_LIMIT);
    }
  }

  private GuidedJvm start(String fence, Handling handling) throws Exception {
    Map<String, Object> settings = new HashMap<>(cluster().config());
    settings.put(ClientSettings.TOPIC_PREFIX, topics().prefix());
    settings.put("consumer.client.id", handling.name());
    return GuidedJvm.start(directory, fence, handling, settings);
  }

  /** The partition of each order's command. */
  private Map<String, Integer> sendCommands() throws Exception {
    Map<String, Integer> partitions = new HashMap<>();
    for (int i = 0; i < COMMANDS; i++) {
      String order = "order-" + i;
      DeduplicationKey key = CommandWriter.key(order, Action.EXECUTE, 1);
      partitions.put(order, commands().send(key, reserve(order, 1)).partition());
    }
    return partitions;
  }

  private static Set<String> ordersOn(Map<String, Integer> partitions, Set<Integer> wanted) {
    return partitions.entrySet().stream()
        .filter(order -> wanted.contains(order.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Set<String> answered() {
    return replies().select(reply -> header(reply, "saga-outcome").equals("succeeded")).stream()
        .map(TopicReader::key)
        .collect(Collectors.toSet());
  }

  /** True when the group is at rest and both instances have partitions. */
  private boolean isShared() throws Exception {
    return group().groupState() == GroupState.STABLE
        && !partitionsOf(Handling.HOLDS).isEmpty()
        && !partitionsOf(Handling.ANSWERS).isEmpty();
  }

  private Set<Integer> partitionsOf(Handling handling) throws Exception {
    return group().members().stream()
        .filter(member -> member.clientId().equals(handling.name()))
        .map(MemberDescription::assignment)
        .flatMap(assignment -> assignment.topicPartitions().stream())
        .map(TopicPartition::partition)
        .collect(Collectors.toSet());
  }

  private ConsumerGroupDescription group() throws Exception {
    String group = topics().prefix() + "inventory";
    try (Admin admin = Admin.create(cluster().config())) {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group);
    }
  }
}
