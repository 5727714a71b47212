package dev.sagas.samples.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.testcontainers.DockerClientFactory;

/** On a broker and a registry in containers; skipped where no Docker engine answers. */
@Tag("docker")
class DockerOrderSagaTest extends OrderSagaContract {
  @Override
  Backbone startBackbone(Path dataDirectory) {
    assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers here");
    return new DockerBackbone();
  }
}
