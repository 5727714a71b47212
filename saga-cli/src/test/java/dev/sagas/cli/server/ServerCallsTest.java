package dev.sagas.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sagas.cli.shared.RefusedException;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.SagaStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked over HTTP, and how what is wrong is reported. */
class ServerCallsTest {
  private static final Duration WAIT = Duration.ofSeconds(3);

  /** What the service was asked. */
  private record Asked(String line, Optional<String> authorization, Optional<String> key) {}

  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final AtomicInteger reached = new AtomicInteger();
  private HttpServer service;
  private int status = 200;
  private String body = "{}";

  @BeforeEach
  void serve() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/health/live")) {
            reached.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
          }
          asked.add(
              new Asked(
                  exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                  Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                  Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"))));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  private ServerCalls calls() {
    return calls("http://127.0.0.1:" + service.getAddress().getPort());
  }

  private static ServerCalls calls(String address) {
    return new ServerCalls(URI.create(address), Optional.of("a-token"));
  }

  private void answers(int newStatus, String newBody) {
    status = newStatus;
    body = newBody;
  }

  private void refuses(int newStatus, String code, String detail) {
    answers(newStatus, Json.object().put("code", code).put("detail", detail).toString());
  }

  private Submitted pause() {
    return calls()
        .act(ServerCalls.saga("o-1", "/operations"), Json.object(), Optional.of("op-1"), WAIT);
  }

  @Test
  void shouldSendTheTokenAndEveryParameterEncoded() throws Exception {
    // when
    calls().get("/sagas", Map.of("label", List.of("a=b c", "d=&"), "limit", List.of("3")));

    // then
    assertThat(asked.take())
        .isEqualTo(
            new Asked(
                "GET /api/v1/sagas?label=a%3Db%20c&label=d%3D%26&limit=3",
                Optional.of("Bearer a-token"), Optional.empty()));
  }

  @Test
  void shouldSendTheKeyOfAnActionAndReadItsAnswer() throws Exception {
    // given
    answers(
        200,
        """
        {"answer": "APPLIED", "status": "RUNNING", "revision": 8, "events": ["paused"],
         "position": null}
        """);

    // when
    Submitted submitted = pause();

    // then
    assertThat(submitted.answer())
        .isEqualTo(new Answer.Applied(SagaStatus.RUNNING, 8, List.of("paused")));
    Asked request = asked.take();
    assertThat(request.line()).isEqualTo("POST /api/v1/sagas/o-1/operations?timeout=3000ms");
    assertThat(request.key()).contains("op-1");
  }

  @Test
  void shouldReadARefusalOfTheEngineAsAnAnswer() {
    refuses(409, "refused", "REFUSED_OPERATION: The saga is RUNNING: it is not paused");

    assertThat(pause().answer())
        .isEqualTo(
            new Answer.Refused("REFUSED_OPERATION", "The saga is RUNNING: it is not paused"));
  }

  @ParameterizedTest
  @CsvSource({"404, no-such-saga", "403, forbidden", "404, no-such-definition"})
  void shouldRefuseWhatTheServiceRefuses(int refused, String code) {
    refuses(refused, code, "Expected something else");

    assertThatThrownBy(() -> calls().get("/sagas/o-1"))
        .isInstanceOf(RefusedException.class)
        .hasMessage("Expected something else");
    assertThatThrownBy(this::pause).isInstanceOf(RefusedException.class);
  }

  @Test
  void shouldAskForATokenWhenTheServiceDoesNotKnowWhoAsks() {
    refuses(401, "unauthenticated", "Expected a token");

    assertThatThrownBy(() -> calls().get("/sagas"))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("127.0.0.1:" + service.getAddress().getPort())
        .hasMessageContaining("--token-file")
        .hasMessageNotContaining("a-token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>a proxy</html>", "", "{\"answer\": \"PERHAPS\"}"})
  void shouldSayThatSomethingElseAnswered(String other) {
    answers(200, other);

    assertThat(pause().answer())
        .isInstanceOf(Answer.Unknown.class)
        .asString()
        .contains("127.0.0.1", "It may still be applied");
  }

  @Test
  void shouldNameTheAddressWhenNobodyListens() throws Exception {
    // given
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    ServerCalls nobody = calls("http://127.0.0.1:" + free);

    // expect
    assertThatThrownBy(() -> nobody.get("/sagas"))
        .isInstanceOf(ServerException.class)
        .hasMessage(
            "Expected an orchestrator to answer at http://127.0.0.1:%s, but it cannot be reached",
            Integer.toString(free));
    assertThatThrownBy(() -> nobody.act("/sagas", Json.object(), Optional.empty(), WAIT))
        .as("nothing was sent")
        .isInstanceOf(ServerException.class);
  }

  @Test
  void shouldFindOutOnceWhetherAnythingAnswersAtTheAddress() {
    // given
    ServerCalls calls = calls();

    // when: the answer is that there is no such path, as of a proxy that passes on the API alone
    calls.get("/sagas");
    calls.get("/sagas");

    // then
    assertThat(reached).hasValue(1);
    assertThat(asked).hasSize(2);
    assertThat(ServerReach.LIMIT).isLessThanOrEqualTo(Duration.ofSeconds(5));
  }
}
