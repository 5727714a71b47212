package dev.sagas.orchestrator.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.internal.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  @Test
  void shouldAnswerWhoAsksThisMachine() throws IOException {
    try (HealthServer server = HealthServer.start("127.0.0.1", 0, () -> true, () -> false)) {
      assertThat(status(server, "live", "Host: localhost:" + server.port())).isEqualTo(200);
      assertThat(status(server, "ready", "Host: 127.0.0.1")).isEqualTo(503);
    }
  }

  @Test
  void shouldAnswerNoWebPages() throws IOException {
    try (HealthServer server = HealthServer.start("127.0.0.1", 0, () -> true, () -> true)) {
      assertThat(status(server, "live", "Host: evil.example")).isEqualTo(403);
      assertThat(status(server, "live", "Host: localhost\nOrigin: http://evil.example"))
          .isEqualTo(403);
    }
  }

  @Test
  void shouldAnswerByAnyNameWhenBoundToMoreThanThisMachine() throws IOException {
    try (HealthServer server = HealthServer.start("0.0.0.0", 0, () -> true, () -> true)) {
      assertThat(status(server, "live", "Host: orchestrator-1:8080")).isEqualTo(200);
    }
  }

  private static int status(HealthServer server, String path, String headers) throws IOException {
    return RawHttp.status(server.port(), "GET /health/" + path + " HTTP/1.1\n" + headers, "");
  }
}
