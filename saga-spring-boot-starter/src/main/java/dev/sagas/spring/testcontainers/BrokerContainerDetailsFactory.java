package dev.sagas.spring.testcontainers;

import dev.sagas.spring.SagaBrokerConnectionDetails;
import java.util.List;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.kafka.KafkaContainer;

/** Brokers of Testcontainers' {@link KafkaContainer}. */
final class BrokerContainerDetailsFactory
    extends ContainerConnectionDetailsFactory<KafkaContainer, SagaBrokerConnectionDetails> {
  /** Created by Spring Boot. */
  BrokerContainerDetailsFactory() {}

  @Override
  protected SagaBrokerConnectionDetails getContainerConnectionDetails(
      ContainerConnectionSource<KafkaContainer> source) {
    return new Details(source);
  }

  private static final class Details extends ContainerConnectionDetails<KafkaContainer>
      implements SagaBrokerConnectionDetails {
    private Details(ContainerConnectionSource<KafkaContainer> source) {
      super(source);
    }

    @Override
    public List<String> bootstrapServers() {
      return List.of(getContainer().getBootstrapServers());
    }
  }
}
