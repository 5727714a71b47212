package dev.sagas.orchestrator.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What health answers over HTTP. */
class HealthServerTest {
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
