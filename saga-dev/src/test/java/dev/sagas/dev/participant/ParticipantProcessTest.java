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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A main as the guide shows it: its process is up as long as its participant, and no longer. */
class ParticipantProcessTest extends ParticipantOnKafka {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "kafka"})
  void shouldHandleCommandsAfterMainHasReturnedUntilItIsTerminated(String fence) throws Exception {
    // given
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    try (GuidedJvm inventory = start(fence)) {
      // when: the handler answers when main has returned, and not before
      RecordMetadata sent = commands().send(key, reserve("order-1", 1));
      await().atMost(LIMIT).until(() -> isAnswered(key) || !inventory.isAlive());

      // then
      assertThat(inventory.isAlive()).as("up after its main: %s", inventory.log()).isTrue();
      assertThat(isAnswered(key)).isTrue();
      assertThat(members()).isEqualTo(1);

      // and when
      int exitCode = inventory.terminate();

      // then
      assertThat(exitCode).isEqualTo(GuidedJvm.TERMINATED);
      assertThat(members()).as("it has left its group, long before its session ends").isZero();
      assertThat(committed(sent.partition())).isEqualTo(sent.offset() + 1);
      assertThat(inventory.log()).doesNotContain("WARN", "ERROR", "Exception");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "kafka"})
  void shouldEndWithoutAnErrorWhenTheParticipantIsClosed(String fence) throws Exception {
    // given
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    try (GuidedJvm inventory = start(fence)) {
      commands().send(key, reserve("order-1", 1));
      await().atMost(LIMIT).until(() -> isAnswered(key) || !inventory.isAlive());

      // when
      int exitCode = inventory.endInput();

      // then
      assertThat(isAnswered(key)).isTrue();
      assertThat(exitCode).as(inventory.log()).isZero();
      assertThat(members()).isZero();
    }
  }

  private GuidedJvm start(String fence) throws Exception {
    Map<String, Object> settings = new HashMap<>(cluster().config());
    settings.put(ClientSettings.TOPIC_PREFIX, topics().prefix());
    return GuidedJvm.start(directory, fence, Handling.ANSWERS, settings);
  }

  private boolean isAnswered(DeduplicationKey key) {
    return !replies()
        .select(
            reply ->
                header(reply, "saga-dedup-key").equals(key.toString())
                    && header(reply, "saga-outcome").equals("succeeded"))
        .isEmpty();
  }

  private int members() throws Exception {
    String group = topics().prefix() + "inventory";
    try (Admin admin = Admin.create(cluster().config())) {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().size();
    }
  }
}
