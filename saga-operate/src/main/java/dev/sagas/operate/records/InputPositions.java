package dev.sagas.operate.records;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.protocol.TopicNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads how far the orchestrator has read its inputs; a few requests, no records. */
public final class InputPositions {
  private static final int TIMEOUT_MS = 5_000;

  private InputPositions() {}

  /**
   * The positions in every partition of every input, by partition and topic.
   *
   * @throws DeploymentException if the brokers do not answer
   */
  public static List<InputPosition> read(Deployment deployment) {
    Map<String, Object> config = new HashMap<>(deployment.client());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    try (Admin admin = Admin.create(config)) {
      return read(admin, deployment);
    } catch (KafkaException e) {
      throw failed(e, deployment);
    } catch (ExecutionException e) {
      throw failed(e.getCause() instanceof KafkaException cause ? cause : e, deployment);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeploymentException("Interrupted while reading the positions of the inputs", e);
    }
  }

  private static DeploymentException failed(Exception failure, Deployment deployment) {
    String reason =
        failure instanceof KafkaException known
            ? ReadFailure.reason(known, deployment.client())
            : String.valueOf(failure.getMessage());
    return new DeploymentException(
        "Expected to read the positions of " + deployment.applicationId() + ", but " + reason,
        failure);
  }

  private static List<InputPosition> read(Admin admin, Deployment deployment)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (TopicPartition partition : partitions(admin, deployment.topics())) {
      latest.put(partition, OffsetSpec.latest());
    }
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(deployment.applicationId())
            .partitionsToOffsetAndMetadata()
            .get();
    List<InputPosition> positions = new ArrayList<>();
    admin
        .listOffsets(latest)
        .all()
        .get()
        .forEach(
            (partition, end) ->
                positions.add(
                    new InputPosition(
                        partition.topic(),
                        partition.partition(),
                        next(committed, partition),
                        end.offset())));
    positions.sort(
        Comparator.comparingInt(InputPosition::partition).thenComparing(InputPosition::topic));
    return List.copyOf(positions);
  }

  private static List<TopicPartition> partitions(Admin admin, TopicNames names)
      throws ExecutionException, InterruptedException {
    List<TopicPartition> partitions = new ArrayList<>();
    List<String> inputs =
        List.of(names.requests(), names.replies(), names.signals(), names.operations());
    for (TopicDescription topic : admin.describeTopics(inputs).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(each -> partitions.add(new TopicPartition(topic.name(), each.partition())));
    }
    return partitions;
  }

  private static OptionalLong next(
      Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
    OffsetAndMetadata position = committed.get(partition);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position.offset());
  }
}
