package dev.sagas.spring.testcontainers;

import dev.sagas.spring.SagaBrokerConnectionDetails;
import java.util.List;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.kafka.ConfluentKafkaContainer;

/** Brokers of Testcontainers' {@link ConfluentKafkaContainer}. */
final class ConfluentBrokerContainerDetailsFactory
    extends ContainerConnectionDetailsFactory<
        ConfluentKafkaContainer, SagaBrokerConnectionDetails> {
  /** Created by Spring Boot. */
  ConfluentBrokerContainerDetailsFactory() {}

  @Override
  protected SagaBrokerConnectionDetails getContainerConnectionDetails(
      ContainerConnectionSource<ConfluentKafkaContainer> source) {
    return new Details(source);
  }

  private static final class Details extends ContainerConnectionDetails<ConfluentKafkaContainer>
      implements SagaBrokerConnectionDetails {
    private Details(ContainerConnectionSource<ConfluentKafkaContainer> source) {
      super(source);
    }

    @Override
    public List<String> bootstrapServers() {
      return List.of(getContainer().getBootstrapServers());
    }
  }
}
