package dev.sagas.spring;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Images of schema registries, by the name under which they are known. */
public enum RegistryImage {
  /** Apicurio's, by its paths for Confluent's clients. */
  APICURIO("apicurio/apicurio-registry", 8080, "/apis/ccompat/v7"),
  /** Confluent's. */
  CONFLUENT("confluentinc/cp-schema-registry", 8081, ""),
  /** Aiven's. */
  KARAPACE("aiven-open/karapace", 8081, "");

  private final String repository;
  private final int port;
  private final String path;

  RegistryImage(String repository, int port, String path) {
    this.repository = repository;
    this.port = port;
    this.path = path;
  }

  /** The repositories of all of them. */
  public static List<String> repositories() {
    return Stream.of(values()).map(image -> image.repository).toList();
  }

  /** The image of a repository, such as {@code apicurio/apicurio-registry}. */
  public static Optional<RegistryImage> ofRepository(String name) {
    return Stream.of(values())
        .filter(image -> name.equals(image.repository) || name.endsWith("/" + image.repository))
        .findFirst();
  }

  /** The port on which it listens in its container. */
  public int port() {
    return port;
  }

  /** The address of its API with Confluent's paths. */
  public String url(String host, int mappedPort) {
    return "http://%s:%s%s".formatted(host, mappedPort, path);
  }
}
