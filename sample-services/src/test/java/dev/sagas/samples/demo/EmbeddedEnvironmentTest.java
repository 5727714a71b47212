package dev.sagas.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedEnvironmentTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void shouldKeepEndedSagasWhenServingWebUi() throws Exception {
    // when
    try (EmbeddedEnvironment environment =
        EmbeddedEnvironment.start(directory, true, progress -> {})) {
      URI exported = environment.webUi().orElseThrow().resolve("/api/v1/exported");

      // then
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(get(exported).path("works").booleanValue()).isTrue());
    }
    assertThat(directory.resolve("export.mv.db")).isNotEmptyFile();
  }

  private static JsonNode get(URI address) throws IOException, InterruptedException {
    String body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
            .body();
    return new ObjectMapper().readTree(body);
  }
}
