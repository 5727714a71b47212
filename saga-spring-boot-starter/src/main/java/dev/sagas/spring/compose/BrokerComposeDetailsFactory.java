package dev.sagas.spring.compose;

import dev.sagas.spring.SagaBrokerConnectionDetails;
import java.util.List;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/**
 * Brokers of a Compose file. Its listener on port {@value #PORT} must advertise the address at
 * which this machine reaches it.
 */
final class BrokerComposeDetailsFactory
    extends DockerComposeConnectionDetailsFactory<SagaBrokerConnectionDetails> {
  private static final int PORT = 9092;
  private static final String[] IMAGES = {
    "apache/kafka", "apache/kafka-native", "confluentinc/cp-kafka", "bitnami/kafka"
  };

  /** Created by Spring Boot. */
  BrokerComposeDetailsFactory() {
    super(IMAGES);
  }

  @Override
  protected SagaBrokerConnectionDetails getDockerComposeConnectionDetails(
      DockerComposeConnectionSource source) {
    return new Details(source.getRunningService());
  }

  private static final class Details extends DockerComposeConnectionDetails
      implements SagaBrokerConnectionDetails {
    private final String address;

    private Details(RunningService service) {
      super(service);
      this.address = service.host() + ":" + service.ports().get(PORT);
    }

    @Override
    public List<String> bootstrapServers() {
      return List.of(address);
    }
  }
}
