package dev.sagas.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sagas.spring.SagaBrokerConnectionDetails;
import dev.sagas.spring.SagaOrchestratorConnectionDetails;
import dev.sagas.spring.SagaRegistryConnectionDetails;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * Services that Spring Boot starts from a Compose file, and containers of tests: each is found, and
 * answers at the address that the application gets. Skipped where no Docker engine answers.
 */
@Tag("docker")
@Timeout(240)
class ContainerAddressesTest {
  @TempDir private Path folder;

  /** An application that only learns addresses. */
  @Configuration(proxyBeanMethods = false)
  static class Nothing {}

  /** Only its port matters: another server in the place of an orchestrator. */
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(ServiceConnectionAutoConfiguration.class)
  static class OrchestratorInContainer {
    @Bean
    @ServiceConnection("saga-orchestrator")
    GenericContainer<?> orchestrator() {
      return new GenericContainer<>("apicurio/apicurio-registry:3.3.3")
          .withExposedPorts(8080)
          .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").forPort(8080));
    }
  }

  private Path composeFile() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String compose =
        """
        services:
          broker:
            image: ${SAGA_KAFKA_IMAGE:-apache/kafka:4.3.1}
            ports: ["127.0.0.1:%1$s:9092"]
            environment:
              KAFKA_NODE_ID: 1
              KAFKA_PROCESS_ROLES: broker,controller
              KAFKA_CONTROLLER_QUORUM_VOTERS: 1@broker:9093
              KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER
              KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093
              KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://localhost:%1$s
              KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
              KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 1
              KAFKA_HEAP_OPTS: -Xmx256m
          registry:
            image: ${SAGA_REGISTRY_IMAGE:-apicurio/apicurio-registry:3.3.3}
            ports: ["127.0.0.1::8080"]
          orchestrator:
            image: ${SAGA_REGISTRY_IMAGE:-apicurio/apicurio-registry:3.3.3}
            ports: ["127.0.0.1::8080"]
            labels:
              org.springframework.boot.service-connection: saga-orchestrator
        """
            .formatted(port);
    return Files.writeString(folder.resolve("compose.yaml"), compose, StandardCharsets.UTF_8);
  }

  private static int status(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void shouldFindTheOrchestratorInAContainer() throws Exception {
    assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers here");
    // when
    try (ConfigurableApplicationContext application =
        new SpringApplicationBuilder(OrchestratorInContainer.class)
            .web(WebApplicationType.NONE)
            .run()) {
      // then
      String url = application.getBean(SagaOrchestratorConnectionDetails.class).url();
      assertThat(status(url + "/apis/ccompat/v7/subjects")).isEqualTo(200);
    }
  }

  @Test
  void shouldFindBrokerRegistryAndOrchestratorOfAComposeFile() throws Exception {
    assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers here");
    // when
    try (ConfigurableApplicationContext application =
        new SpringApplicationBuilder(Nothing.class)
            .web(WebApplicationType.NONE)
            .properties(
                Map.of(
                    "spring.docker.compose.enabled", "true",
                    "spring.docker.compose.file", composeFile().toString(),
                    "spring.docker.compose.skip.in-tests", "false",
                    "spring.docker.compose.stop.command", "down"))
            .run()) {
      // then
      String brokers =
          String.join(
              ",", application.getBean(SagaBrokerConnectionDetails.class).bootstrapServers());
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
        assertThat(admin.describeCluster().nodes().get(60, TimeUnit.SECONDS)).hasSize(1);
      }
      String registry = application.getBean(SagaRegistryConnectionDetails.class).url();
      assertThat(registry).endsWith("/apis/ccompat/v7");
      assertThat(status(registry + "/subjects")).isEqualTo(200);
      String orchestrator = application.getBean(SagaOrchestratorConnectionDetails.class).url();
      assertThat(URI.create(orchestrator).getPort())
          .isPositive()
          .isNotEqualTo(URI.create(registry).getPort());
      assertThat(status(orchestrator + "/apis/ccompat/v7/subjects")).isEqualTo(200);
    }
  }
}
