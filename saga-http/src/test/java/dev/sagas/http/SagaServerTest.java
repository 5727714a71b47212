package dev.sagas.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.exchange.Route;
import dev.sagas.http.security.Authenticator;
import dev.sagas.http.security.LocalPerson;
import dev.sagas.http.security.RateLimits;
import dev.sagas.internal.RawHttp;
import dev.sagas.operate.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server does with every request, whatever the route. */
class SagaServerTest {
  private static final Authenticator LOCAL = new LocalPerson("ada");

  private Optional<SagaServer> running = Optional.empty();

  @AfterEach
  void close() {
    running.ifPresent(SagaServer::close);
  }

  @Test
  void shouldAnswerWhoAsksThisMachine() throws IOException {
    SagaServer server = start("127.0.0.1", LOCAL, List.of());
    assertThat(status(server, "/health/live", "Host: localhost:" + server.port())).isEqualTo(200);
    assertThat(status(server, "/health/ready", "Host: 127.0.0.1")).isEqualTo(503);
  }

  @Test
  void shouldAnswerNoWebPages() throws IOException {
    SagaServer server = start("127.0.0.1", LOCAL, List.of());
    assertThat(status(server, "/health/live", "Host: evil.example")).isEqualTo(403);
    assertThat(status(server, "/health/live", "Host: localhost\nOrigin: http://evil.example"))
        .isEqualTo(403);
  }

  @Test
  void shouldRefuseToListenBeyondThisMachineWithoutAuthentication() {
    assertThatThrownBy(() -> new ServerSettings("0.0.0.0", 0, LOCAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected http.host to be a loopback address, but it is 0.0.0.0")
        .hasMessageContaining("http.tokens.file");
  }

  @Test
  void shouldAnswerByAnyNameWhenBoundToMoreThanThisMachine() throws IOException {
    SagaServer server = start("0.0.0.0", as(AccessRole.VIEWER), List.of());
    assertThat(status(server, "/health/live", "Host: orchestrator-1:8080")).isEqualTo(200);
  }

  @Test
  void shouldSayWhyWhenItIsDown() throws Exception {
    SagaServer server = start("127.0.0.1", LOCAL, List.of());
    HttpResponse<String> live = get(server, "/health/live");
    assertThat(live.body()).isEqualTo("{\"status\":\"UP\"}");

    HttpResponse<String> ready = get(server, "/health/ready");
    assertThat(ready.body())
        .contains("\"status\":\"DOWN\"", "\"reason\":\"REBALANCING for \\\"3\\\" s\"");
  }

  @Test
  void shouldRefuseWhomTheRouteIsNotFor() throws Exception {
    Route route = route(AccessRole.OPERATOR, () -> HttpReply.json(Json.object()));
    assertProblem(
        get(start("127.0.0.1", as(AccessRole.VIEWER), List.of(route)), "/thing"),
        ProblemCode.FORBIDDEN,
        "Expected the role operator or more, but ada is viewer");
  }

  @Test
  void shouldLetThroughWhoHasTheRoleOrMore() throws Exception {
    Route route = route(AccessRole.OPERATOR, () -> HttpReply.json(Json.object().put("a", 1)));
    HttpResponse<String> answer =
        get(start("127.0.0.1", as(AccessRole.ADMIN), List.of(route)), "/thing");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"a\":1}");
    assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
  }

  @Test
  void shouldTellEachProblemByItsCode() throws Exception {
    Route missing =
        route(
            AccessRole.VIEWER,
            () -> {
              throw new ProblemException(ProblemCode.NO_SUCH_SAGA, "Expected a saga 42");
            });
    assertProblem(
        get(start("127.0.0.1", LOCAL, List.of(missing)), "/thing"),
        ProblemCode.NO_SUCH_SAGA,
        "Expected a saga 42");
  }

  @Test
  void shouldTellThatTheBrokersDoNotAnswer() throws Exception {
    Route failing =
        route(
            AccessRole.VIEWER,
            () -> {
              throw new DeploymentException("Expected to reach broker:9092");
            });
    assertProblem(
        get(start("127.0.0.1", LOCAL, List.of(failing)), "/thing"),
        ProblemCode.PLATFORM_UNAVAILABLE,
        "Expected to reach broker:9092");
  }

  @Test
  void shouldKeepTheReasonOfAFaultToItself() throws Exception {
    Route failing =
        route(
            AccessRole.VIEWER,
            () -> {
              throw new IllegalStateException("card 4711");
            });
    assertProblem(
        get(start("127.0.0.1", LOCAL, List.of(failing)), "/thing"),
        ProblemCode.INTERNAL,
        "The service failed to answer; its log has the reason");
  }

  @Test
  void shouldNameWhatIsUnknown() throws Exception {
    Route route = route(AccessRole.VIEWER, () -> HttpReply.json(Json.object()));
    SagaServer server = start("127.0.0.1", LOCAL, List.of(route));
    assertProblem(get(server, "/other"), ProblemCode.NO_SUCH_PATH, "no such path");
    assertProblem(
        get(server, "/thing?colour=red"),
        ProblemCode.BAD_PARAMETER,
        "Expected parameter colour to be one of [], but got \"\"");
    HttpResponse<String> posted =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri(server, "/thing"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertProblem(posted, ProblemCode.METHOD_NOT_ALLOWED, "another method");
  }

  @Test
  void shouldSayWhenToAskAgain() throws Exception {
    Route route = route(AccessRole.VIEWER, () -> HttpReply.json(Json.object()));
    SagaServer server =
        SagaServer.start(
            new ServerSettings("127.0.0.1", 0, LOCAL).withLimits(new RateLimits(1, 1)),
            List.of(route),
            new Probes(Optional::empty, Optional::empty, Optional::<String>empty));
    running = Optional.of(server);
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(get(server, "/thing"));
    }

    assertThat(answers.get(0).statusCode()).isEqualTo(200);
    HttpResponse<String> refused =
        answers.stream().filter(answer -> answer.statusCode() == 429).findFirst().orElseThrow();
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertProblem(
        refused,
        ProblemCode.TOO_MANY_REQUESTS,
        "Expected at most 1 questions a second of one person or address, but there are more");
  }

  private static void assertProblem(HttpResponse<String> response, ProblemCode code, String detail)
      throws IOException {
    JsonNode json = new ObjectMapper().readTree(response.body());
    assertThat(response.statusCode()).isEqualTo(code.status());
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json.path("code").asText()).isEqualTo(code.text());
    assertThat(json.path("status").asInt()).isEqualTo(code.status());
    assertThat(json.path("detail").asText()).isEqualTo(detail);
  }

  private SagaServer start(String host, Authenticator authenticator, List<Route> routes) {
    SagaServer server =
        SagaServer.start(
            new ServerSettings(host, 0, authenticator),
            routes,
            new Probes(
                Optional::empty,
                () -> Optional.of("REBALANCING for \"3\" s"),
                Optional::<String>empty));
    running = Optional.of(server);
    return server;
  }

  private static Route route(AccessRole role, Supplier<HttpReply> reply) {
    return Route.get("/thing", role, Set.of(), ask -> reply.get());
  }

  private static Authenticator as(AccessRole role) {
    return new Authenticator() {
      @Override
      public Person verify(Optional<String> authorization) {
        return new Person("ada", role);
      }

      @Override
      public boolean isProtecting() {
        return true;
      }
    };
  }

  private static int status(SagaServer server, String path, String headers) throws IOException {
    return RawHttp.status(server.port(), "GET " + path + " HTTP/1.1\n" + headers, "");
  }

  private static HttpResponse<String> get(SagaServer server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri(server, path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(SagaServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
