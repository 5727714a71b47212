package dev.sagas.operate.query;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.protocol.SagaType;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/**
 * The definitions that were ever deployed, read from their topic; the orchestrator need not run.
 *
 * <ul>
 *   <li>A definition stays published when its jar is removed: what is listed need not be deployed
 *       now.
 * </ul>
 */
public final class PublishedSagas {
  private final Deployment deployment;
  private final String topic;

  private PublishedSagas(Deployment deployment) {
    this.deployment = deployment;
    this.topic = deployment.topics().definitions();
  }

  /** The definitions of this deployment; its client settings must name the schema registry. */
  public static PublishedSagas of(Deployment deployment) {
    return new PublishedSagas(deployment);
  }

  /**
   * All of them, by type and version.
   *
   * @throws DeploymentException if the topic or the registry cannot be read
   */
  public List<PublishedSaga> list() {
    try (AvroCodec codec = AvroCodec.create(deployment.client(), SubjectStrategy.TOPIC_NAME);
        TopicReader reader = TopicReader.connect(deployment.client())) {
      if (!reader.topics().contains(topic)) {
        throw new DeploymentException(
            "Expected topic %s to exist, but it does not, or cannot be described: check the prefix"
                .formatted(topic));
      }
      reader.add(reader.partitions(Set.of(topic)));
      Map<String, PublishedSaga> last = new LinkedHashMap<>();
      reader.readToEnd(
          record -> {
            if (record.value() == null) {
              last.remove(key(record.key()));
            } else {
              last.put(
                  key(record.key()), DescriptorReader.read(codec.decode(topic, record.value())));
            }
          });
      return sorted(last);
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to read " + topic + ", but " + ReadFailure.reason(e, deployment.client()), e);
    }
  }

  private static String key(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<PublishedSaga> sorted(Map<String, PublishedSaga> sagas) {
    List<PublishedSaga> all = new ArrayList<>(sagas.values());
    all.sort(
        Comparator.comparing((PublishedSaga saga) -> saga.type().value())
            .thenComparingInt(PublishedSaga::version));
    return all;
  }

  /**
   * One version of a type.
   *
   * @param version the newest if empty
   * @throws DeploymentException if the topic or the registry cannot be read
   */
  public Optional<PublishedSaga> find(SagaType type, OptionalInt version) {
    return list().stream()
        .filter(saga -> saga.type().equals(type))
        .filter(saga -> version.orElse(saga.version()) == saga.version())
        .reduce((older, newer) -> newer);
  }
}
