package dev.sagas.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.internal.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What health answers over HTTP. */
class HealthServerTest {
  @Test
  void shouldAnswerWhoAsksThisMachine() throws IOException {
    try (HealthServer server =
        HealthServer.start("127.0.0.1", 0, Optional::empty, () -> Optional.of("REBALANCING"))) {
      assertThat(status(server, "live", "Host: localhost:" + server.port())).isEqualTo(200);
      assertThat(status(server, "ready", "Host: 127.0.0.1")).isEqualTo(503);
    }
  }

  @Test
  void shouldAnswerNoWebPages() throws IOException {
    try (HealthServer server =
        HealthServer.start("127.0.0.1", 0, Optional::empty, Optional::empty)) {
      assertThat(status(server, "live", "Host: evil.example")).isEqualTo(403);
      assertThat(status(server, "live", "Host: localhost\nOrigin: http://evil.example"))
          .isEqualTo(403);
    }
  }

  @Test
  void shouldAnswerByAnyNameWhenBoundToMoreThanThisMachine() throws IOException {
    try (HealthServer server = HealthServer.start("0.0.0.0", 0, Optional::empty, Optional::empty)) {
      assertThat(status(server, "live", "Host: orchestrator-1:8080")).isEqualTo(200);
    }
  }

  private static int status(HealthServer server, String path, String headers) throws IOException {
    return RawHttp.status(server.port(), "GET /health/" + path + " HTTP/1.1\n" + headers, "");
  }

  @Test
  void shouldSayWhyWhenItIsDown() throws Exception {
    try (HealthServer server =
        HealthServer.start(
            "127.0.0.1", 0, Optional::empty, () -> Optional.of("REBALANCING for \"3\" s"))) {
      HttpResponse<String> live = get(server, "/health/live");
      assertThat(live.statusCode()).isEqualTo(200);
      assertThat(live.body()).isEqualTo("{\"status\":\"UP\"}");

      HttpResponse<String> ready = get(server, "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .contains("\"status\":\"DOWN\"", "\"reason\":\"REBALANCING for \\\"3\\\" s\"");
    }
  }

  private static HttpResponse<String> get(HealthServer server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
