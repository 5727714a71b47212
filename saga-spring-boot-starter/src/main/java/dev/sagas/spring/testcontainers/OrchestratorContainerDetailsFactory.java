package dev.sagas.spring.testcontainers;

import dev.sagas.spring.SagaOrchestratorConnectionDetails;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.Container;

/** The orchestrator in a container, by {@code @ServiceConnection("saga-orchestrator")}. */
final class OrchestratorContainerDetailsFactory
    extends ContainerConnectionDetailsFactory<Container<?>, SagaOrchestratorConnectionDetails> {
  private static final int PORT = 8080;

  /** Created by Spring Boot. */
  OrchestratorContainerDetailsFactory() {
    super("saga-orchestrator");
  }

  @Override
  protected SagaOrchestratorConnectionDetails getContainerConnectionDetails(
      ContainerConnectionSource<Container<?>> source) {
    return new Details(source);
  }

  private static final class Details extends ContainerConnectionDetails<Container<?>>
      implements SagaOrchestratorConnectionDetails {
    private Details(ContainerConnectionSource<Container<?>> source) {
      super(source);
    }

    @Override
    public String url() {
      return "http://%s:%s".formatted(getContainer().getHost(), getContainer().getMappedPort(PORT));
    }
  }
}
