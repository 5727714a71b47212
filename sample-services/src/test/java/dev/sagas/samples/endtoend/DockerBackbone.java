package dev.sagas.samples.endtoend;

import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Broker and registry in containers; their images can be named by the environment. */
final class DockerBackbone implements Backbone {
  private static final int REGISTRY_PORT = 8080;

  private final KafkaContainer kafka;
  private final GenericContainer<?> registry;

  @SuppressWarnings("resource") // closed by close()
  DockerBackbone() {
    kafka =
        new KafkaContainer(
                DockerImageName.parse(image("SAGA_KAFKA_IMAGE", "apache/kafka:4.3.1"))
                    .asCompatibleSubstituteFor("apache/kafka"))
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");
    registry =
        new GenericContainer<>(
                DockerImageName.parse(
                    image("SAGA_REGISTRY_IMAGE", "apicurio/apicurio-registry:3.3.3")))
            .withExposedPorts(REGISTRY_PORT)
            .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").forPort(REGISTRY_PORT));
    kafka.start();
    registry.start();
  }

  private static String image(String variable, String usual) {
    return Optional.ofNullable(System.getenv(variable)).orElse(usual);
  }

  @Override
  public String bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  @Override
  public String registryUrl() {
    return "http://%s:%d/apis/ccompat/v7"
        .formatted(registry.getHost(), registry.getMappedPort(REGISTRY_PORT));
  }

  @Override
  public void close() {
    registry.stop();
    kafka.stop();
  }
}
