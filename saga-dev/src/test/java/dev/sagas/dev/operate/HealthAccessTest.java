package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.kafka.EmbeddedKafkaConfig;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health on a real broker with an authorizer that lets no stream thread live. */
@Tag("crash")
class HealthAccessTest {
  private static final String AUTHORIZER =
      "org.apache.kafka.metadata.authorizer.StandardAuthorizer";

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nobody may read operations, and everybody may do all else with them. */
  private static final List<AclBinding> UNREADABLE =
      List.of(
          acl(AclOperation.READ, AclPermissionType.DENY),
          acl(AclOperation.ALL, AclPermissionType.ALLOW));

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path dataDir;
  private EmbeddedKafka kafka;
  private EmbeddedRegistry registry;
  private Admin admin;

  @BeforeEach
  void start() {
    kafka =
        EmbeddedKafka.start(
            EmbeddedKafkaConfig.in(dataDir.resolve("kafka"))
                .withProperty("authorizer.class.name", AUTHORIZER)
                .withProperty("allow.everyone.if.no.acl.found", "true"));
    registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  @AfterEach
  void stop() {
    admin.close();
    registry.close();
    kafka.close();
  }

  @Test
  void shouldBeDownUntilItMayReadAgainWhenAnAclTakesATopic() throws Exception {
    try (Orchestrator orchestrator = Orchestrator.start(config())) {
      // given
      await().atMost(LIMIT).until(() -> health(orchestrator, "ready").isUp());
      Health aliveBefore = health(orchestrator, "live");

      // when
      admin.createAcls(UNREADABLE).all().get();
      await().atMost(LIMIT).until(() -> !health(orchestrator, "ready").isUp());
      List<Health> ready = readinessUntilNotAlive(orchestrator);
      Health alive = health(orchestrator, "live");

      // then
      assertThat(aliveBefore.isUp()).isTrue();
      assertThat(ready).hasSizeGreaterThan(100);
      assertThat(ready.stream().filter(Health::isUp).count())
          .as("between two deaths, too")
          .isZero();
      assertThat(alive.isUp()).isFalse();
      assertThat(alive.reason()).contains("TopicAuthorizationException", "saga.operations");

      // and when
      admin.deleteAcls(UNREADABLE.stream().map(AclBinding::toFilter).toList()).all().get();

      // then
      await().atMost(LIMIT).until(() -> health(orchestrator, "ready").isUp());
      assertThat(health(orchestrator, "live").isUp()).isTrue();
    }
  }

  /** Every answer until it asks to be started again. */
  private List<Health> readinessUntilNotAlive(Orchestrator orchestrator) {
    Instant began = Instant.now();
    List<Health> answers = new ArrayList<>();
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              answers.add(health(orchestrator, "ready"));
              return !health(orchestrator, "live").isUp();
            });
    System.out.printf(
        "Not alive after %s; ready in %s of %s answers until then%n",
        Duration.between(began, Instant.now()),
        answers.stream().filter(Health::isUp).count(),
        answers.size());
    return answers;
  }

  private record Health(int status, String text, String reason) {
    boolean isUp() {
      return status == 200 || text.equals("UP");
    }
  }

  private Health health(Orchestrator orchestrator, String kind) throws Exception {
    URI uri =
        URI.create("http://127.0.0.1:" + orchestrator.httpPort().orElseThrow() + "/health/" + kind);
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode body = JSON.readTree(response.body());
    return new Health(
        response.statusCode(), body.get("status").asText(), body.path("reason").asText());
  }

  private OrchestratorConfig config() {
    return new OrchestratorConfig(
        Map.of(
            OrchestratorConfig.BOOTSTRAP_SERVERS,
            kafka.bootstrapServers(),
            OrchestratorConfig.SCHEMA_REGISTRY_URL,
            registry.url(),
            OrchestratorConfig.STATE_DIR,
            dataDir.resolve("state").toString(),
            OrchestratorConfig.PARTITIONS,
            "2",
            OrchestratorConfig.HTTP_PORT,
            "0",
            OrchestratorConfig.DEFINITIONS,
            GuidedTrip.class.getName()));
  }

  private static AclBinding acl(AclOperation operation, AclPermissionType type) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, "saga.operations", PatternType.LITERAL),
        new AccessControlEntry("User:ANONYMOUS", "*", operation, type));
  }
}
