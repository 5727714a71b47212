package dev.sagas.spring.compose;

import dev.sagas.spring.SagaOrchestratorConnectionDetails;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/**
 * The orchestrator of a Compose file: a service with the label {@code
 * org.springframework.boot.service-connection=saga-orchestrator}.
 */
final class OrchestratorComposeDetailsFactory
    extends DockerComposeConnectionDetailsFactory<SagaOrchestratorConnectionDetails> {
  private static final int PORT = 8080;

  /** Created by Spring Boot. */
  OrchestratorComposeDetailsFactory() {
    super("saga-orchestrator");
  }

  @Override
  protected SagaOrchestratorConnectionDetails getDockerComposeConnectionDetails(
      DockerComposeConnectionSource source) {
    return new Details(source.getRunningService());
  }

  private static final class Details extends DockerComposeConnectionDetails
      implements SagaOrchestratorConnectionDetails {
    private final String url;

    private Details(RunningService service) {
      super(service);
      this.url = "http://%s:%s".formatted(service.host(), service.ports().get(PORT));
    }

    @Override
    public String url() {
      return url;
    }
  }
}
