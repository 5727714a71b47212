package dev.sagas.cli.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sagas.cli.SagaCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The migration of a version over HTTP. */
class ServerMovesTest {
  private static final String PAGE =
      """
      {"sagas": [{"sagaId": "%s"}], "matched": 2, "next": %s,
       "freshness": {"complete": true}}
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer service;

  @BeforeEach
  void serve() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", this::answer);
    service.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString();
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(exchange.getRequestMethod() + " " + uri + " " + sent);
    boolean list = exchange.getRequestMethod().equals("GET");
    boolean refused = uri.contains("o-2");
    String reply =
        list
            ? uri.contains("cursor=")
                ? PAGE.formatted("o-2", "null")
                : PAGE.formatted("o-1", "\"c\"")
            : refused
                ? "{\"code\": \"refused\", \"detail\": \"REFUSED_OPERATION: step x was begun\"}"
                : "{\"answer\": \"DRY_RUN\", \"message\": \"it would move\", \"position\": null}";
    byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(refused && !list ? 409 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void shouldMigrateEverySagaOfEachPage() {
    // given
    CommandLine cli = SagaCli.commandLine();
    StringWriter out = new StringWriter();
    cli.setOut(new PrintWriter(out, true));

    // when
    int exitCode =
        cli.execute(
            "definitions",
            "migrate",
            "order",
            "--from=1",
            "--to=2",
            "--reason=retired",
            "--dry-run",
            "--server=http://127.0.0.1:" + service.getAddress().getPort());

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "o-1  Dry run, nothing changed: it would move",
            "o-2  Refused: REFUSED_OPERATION: step x was begun",
            "Sagas: 2, asked 2, accepted 1, refused 1, not known 0");
    assertThat(asked.get(0)).startsWith("GET /health/live");
    assertThat(asked.get(1)).contains("order=waiting", "type=order", "version=1", "limit=1000");
    assertThat(asked.get(2)).contains("cursor=c", "limit=999");
    assertThat(asked.get(3))
        .startsWith("POST /api/v1/sagas/o-1/operations?timeout=30000ms")
        .contains("\"kind\":\"migrate\"", "\"version\":2", "\"dryRun\":true");
    assertThat(asked).hasSize(5);
  }
}
