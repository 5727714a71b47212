package dev.sagas.spring.compose;

import dev.sagas.spring.RegistryImage;
import dev.sagas.spring.SagaRegistryConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/** Schema registries of a Compose file, known by their image. */
final class RegistryComposeDetailsFactory
    extends DockerComposeConnectionDetailsFactory<SagaRegistryConnectionDetails> {
  /** Created by Spring Boot. */
  RegistryComposeDetailsFactory() {
    super(RegistryImage.repositories().toArray(String[]::new));
  }

  @Override
  protected @Nullable SagaRegistryConnectionDetails getDockerComposeConnectionDetails(
      DockerComposeConnectionSource source) {
    RunningService service = source.getRunningService();
    return RegistryImage.ofRepository(service.image().getName())
        .map(image -> new Details(service, image))
        .orElse(null);
  }

  private static final class Details extends DockerComposeConnectionDetails
      implements SagaRegistryConnectionDetails {
    private final String url;

    private Details(RunningService service, RegistryImage image) {
      super(service);
      this.url = image.url(service.host(), service.ports().get(image.port()));
    }

    @Override
    public String url() {
      return url;
    }
  }
}
