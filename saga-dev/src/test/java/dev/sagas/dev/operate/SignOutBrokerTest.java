package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.dev.registry.EmbeddedRegistry;
import dev.sagas.orchestrator.app.Orchestrator;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two orchestrators that know each other through the brokers, and a person who signs out on one.
 */
@Tag("crash")
class SignOutBrokerTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private EmbeddedKafka kafka;
  private EmbeddedRegistry registry;

  @BeforeEach
  void start() throws Exception {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"));
    registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0);
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        folder.resolve("tokens"), "ada viewer " + HexFormat.of().formatHex(hash) + "\n");
    Files.writeString(folder.resolve("key"), "k".repeat(40));
  }

  @AfterEach
  void stop() {
    registry.close();
    kafka.close();
  }

  private Orchestrator instance(String name) {
    Map<String, String> all = new HashMap<>();
    all.put(OrchestratorConfig.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    all.put(OrchestratorConfig.SCHEMA_REGISTRY_URL, registry.url());
    all.put(OrchestratorConfig.STATE_DIR, folder.resolve(name).toString());
    all.put(OrchestratorConfig.PARTITIONS, "2");
    all.put(OrchestratorConfig.HTTP_PORT, "0");
    all.put(OrchestratorConfig.DEFINITIONS, TwoStepTrip.class.getName());
    all.put("http.tokens.file", folder.resolve("tokens").toString());
    all.put("http.session.key.file", folder.resolve("key").toString());
    return Orchestrator.start(new OrchestratorConfig(all));
  }

  @Test
  void shouldSignOutOnBothAndOnOneThatStartsLater() throws Exception {
    try (Orchestrator first = instance("first")) {
      // given
      String cookie = signIn(first);
      String other = signIn(first);
      await().atMost(LIMIT).until(() -> ask(first, cookie) == 200);
      try (Orchestrator second = instance("second")) {
        await().atMost(LIMIT).until(() -> ask(second, cookie) == 200);

        // when
        send(first, "/logout", Optional.of("{}"), Optional.of(cookie));

        // then
        await().atMost(LIMIT).until(() -> ask(second, cookie) == 401);
        assertThat(ask(second, other)).isEqualTo(200);
      }
      try (Orchestrator third = instance("third")) {
        await().atMost(LIMIT).until(() -> ask(third, other) == 200);
        assertThat(ask(third, cookie)).isEqualTo(401);
      }
    }
  }

  private String signIn(Orchestrator at) throws Exception {
    String token = "{\"token\":\"%s\"}".formatted(TOKEN);
    return send(at, "/login", Optional.of(token), Optional.empty())
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow()
        .replaceFirst(";.*", "");
  }

  private int ask(Orchestrator at, String cookie) throws Exception {
    return send(at, "/api/v1/sagas", Optional.empty(), Optional.of(cookie)).statusCode();
  }

  private HttpResponse<String> send(
      Orchestrator at, String path, Optional<String> json, Optional<String> cookie)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.httpPort().orElseThrow() + path))
            .header("Content-Type", "application/json");
    json.ifPresent(body -> request.POST(HttpRequest.BodyPublishers.ofString(body)));
    cookie.ifPresent(value -> request.header("Cookie", value));
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
