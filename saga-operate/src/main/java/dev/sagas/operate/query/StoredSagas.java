package dev.sagas.operate.query;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.CorruptCheckpointException;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.index.live.LivePage;
import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The current sagas of a deployment: live ones, and ended ones that are not yet forgotten.
 *
 * <ul>
 *   <li>Read from the changelog of the checkpoints, committed records only, up to its end when the
 *       reading began. Needs neither the orchestrator nor the schema registry.
 *   <li>Memory grows with the sagas of one partition that match, not with all sagas; payloads are
 *       not kept.
 * </ul>
 */
public final class StoredSagas {
  /** The most that can be listed at once. */
  public static final int MAX_LISTED = 10_000;

  private final Deployment deployment;
  private final String topic;

  private StoredSagas(Deployment deployment) {
    this.deployment = deployment;
    this.topic = EngineNames.checkpointChangelog(deployment.applicationId());
  }

  /** The sagas of this deployment. */
  public static StoredSagas of(Deployment deployment) {
    return new StoredSagas(deployment);
  }

  /**
   * The sagas that match, those that wait longest first.
   *
   * @param limit how many, 1 to {@value #MAX_LISTED}
   * @throws DeploymentException if the changelog cannot be read
   */
  public SagaList list(LiveFilter filter, int limit) {
    if (limit < 1 || limit > MAX_LISTED) {
      throw new IllegalArgumentException(
          "Expected a limit of 1 to " + MAX_LISTED + " sagas to list, but got " + limit);
    }
    LongestWaiting longest = new LongestWaiting(limit);
    long unreadable = forEach(filter, longest::add);
    return new SagaList(longest.rows(), longest.matched(), unreadable);
  }

  /**
   * Passes on every saga that matches, in no particular order: live ones, unless the filter names
   * statuses of ended ones.
   *
   * @return how many checkpoints do not match their digest, or were written by a newer version
   * @throws DeploymentException if the changelog cannot be read
   */
  public long forEach(LiveFilter filter, Consumer<LivePage.Row> sink) {
    long unreadable = 0;
    try {
      for (TopicPartition partition : partitions()) {
        PartitionSagas sagas = new PartitionSagas(filter);
        read(partition, sagas::put);
        sagas.rows().forEach(sink);
        unreadable += sagas.unreadable();
      }
    } catch (KafkaException e) {
      throw unreadable(e);
    }
    return unreadable;
  }

  /**
   * One saga; empty if none has the id, or it ended and was forgotten. Reads only its partition.
   *
   * @throws DeploymentException if the changelog cannot be read, or the checkpoint is damaged
   */
  public Optional<SagaState> find(SagaId saga) {
    byte[] key = saga.value().getBytes(StandardCharsets.UTF_8);
    List<byte[]> last = new ArrayList<>();
    try {
      List<TopicPartition> partitions = partitions();
      int own = KeyPartition.of(key, Math.max(1, partitions.size()));
      for (TopicPartition partition : partitions) {
        if (partition.partition() == own) {
          read(partition, record -> keepLast(record, key, last));
        }
      }
      return last.stream().findFirst().map(value -> CheckpointCodec.decode(value).state());
    } catch (KafkaException | UnknownFormatException e) {
      throw unreadable(e);
    } catch (CorruptCheckpointException e) {
      throw new DeploymentException(
          """
          Expected the checkpoint of saga %s to match its digest, but it does not: run saga \
          audit\
          """
              .formatted(saga),
          e);
    }
  }

  private static void keepLast(
      ConsumerRecord<byte[], byte[]> record, byte[] key, List<byte[]> last) {
    if (Arrays.equals(record.key(), key)) {
      last.clear();
      if (record.value() != null) {
        last.add(record.value());
      }
    }
  }

  private List<TopicPartition> partitions() {
    try (TopicReader reader = TopicReader.connect(deployment.client())) {
      if (!reader.topics().contains(topic)) {
        throw new DeploymentException(
            """
            Expected topic %s to exist, but it does not, or cannot be described: check the prefix \
            and the application id\
            """
                .formatted(topic));
      }
      return reader.partitions(Set.of(topic));
    }
  }

  private void read(TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    try (TopicReader reader = TopicReader.connect(deployment.client())) {
      reader.add(List.of(partition));
      reader.readAsFarAsPossible(sink);
    }
  }

  private DeploymentException unreadable(RuntimeException e) {
    String reason =
        e instanceof KafkaException kafka
            ? ReadFailure.reason(kafka, deployment.client())
            : e.getMessage();
    return new DeploymentException("Expected to read " + topic + ", but " + reason, e);
  }
}
