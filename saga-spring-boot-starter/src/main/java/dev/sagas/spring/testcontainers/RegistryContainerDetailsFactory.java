package dev.sagas.spring.testcontainers;

import dev.sagas.spring.RegistryImage;
import dev.sagas.spring.SagaRegistryConnectionDetails;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.Container;
import org.testcontainers.utility.DockerImageName;

/** Schema registries in containers, known by their image. */
final class RegistryContainerDetailsFactory
    extends ContainerConnectionDetailsFactory<Container<?>, SagaRegistryConnectionDetails> {
  /** Created by Spring Boot. */
  RegistryContainerDetailsFactory() {
    super(RegistryImage.repositories());
  }

  @Override
  protected SagaRegistryConnectionDetails getContainerConnectionDetails(
      ContainerConnectionSource<Container<?>> source) {
    return new Details(source);
  }

  private static final class Details extends ContainerConnectionDetails<Container<?>>
      implements SagaRegistryConnectionDetails {
    private Details(ContainerConnectionSource<Container<?>> source) {
      super(source);
    }

    @Override
    public String url() {
      Container<?> container = getContainer();
      String image = DockerImageName.parse(container.getDockerImageName()).getRepository();
      RegistryImage known =
          RegistryImage.ofRepository(image)
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "Expected an image of a schema registry, one of %s, but got %s"
                              .formatted(RegistryImage.repositories(), image)));
      return known.url(container.getHost(), container.getMappedPort(known.port()));
    }
  }
}
