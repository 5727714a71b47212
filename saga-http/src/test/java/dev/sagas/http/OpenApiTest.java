package dev.sagas.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.http.api.ApiRoutes;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.exchange.Route;
import dev.sagas.http.security.Authenticator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The file and the routes say the same, and every path refuses whom it must refuse. */
class OpenApiTest {
  private static final ApiContract CONTRACT = contract();
  private static final List<Route> ROUTES =
      ApiRoutes.of(
          () -> {
            throw new ProblemException(ProblemCode.NOT_READY, "Expected to have started");
          });
  private static final ObjectMapper JSON = new ObjectMapper();

  private static SagaServer server;

  private static ApiContract contract() {
    try {
      return ApiContract.read();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeAll
  static void start() {
    server =
        SagaServer.start(
            new ServerSettings("127.0.0.1", 0, new RoleNamedByToken()),
            ROUTES,
            new Probes(Optional::empty, Optional::empty, Optional::<String>empty));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Takes the token for the name of a role. */
  private static final class RoleNamedByToken implements Authenticator {
    @Override
    public Person verify(Optional<String> authorization) {
      return authorization
          .filter(header -> header.startsWith("Bearer "))
          .flatMap(header -> AccessRole.of(header.substring("Bearer ".length())))
          .map(role -> new Person("ada", role))
          .orElseThrow(
              () -> new ProblemException(ProblemCode.UNAUTHENTICATED, "Expected a token in use"));
    }

    @Override
    public boolean isProtecting() {
      return true;
    }
  }

  @Test
  void shouldHaveAPathForEveryRouteAndARouteForEveryPath() {
    assertThat(CONTRACT.operations().stream().map(ApiContract.Operation::toString))
        .containsExactlyInAnyOrderElementsOf(
            ROUTES.stream().map(route -> route.method() + " " + route.path()).toList());
  }

  @Test
  void shouldNameTheRoleAndTheParametersOfEachRoute() {
    Map<String, Route> routes = new HashMap<>();
    ROUTES.forEach(route -> routes.put(route.method() + " " + route.path(), route));
    for (ApiContract.Operation operation : CONTRACT.operations()) {
      Route route = routes.get(operation.toString());
      assertThat(operation.role()).as(operation.toString()).isEqualTo(route.role().text());
      assertThat(CONTRACT.parameters(operation, "query"))
          .as(operation.toString())
          .isEqualTo(new TreeSet<>(route.parameters()));
      assertThat(CONTRACT.parameters(operation, "path"))
          .as(operation.toString())
          .isEqualTo(inBraces(route.path()));
    }
  }

  private static Set<String> inBraces(String path) {
    return Stream.of(path.split("/"))
        .filter(part -> part.startsWith("{"))
        .map(part -> part.substring(1, part.length() - 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldKnowEveryProblem() {
    assertThat(CONTRACT.problemCodes())
        .isEqualTo(
            Stream.of(ProblemCode.values())
                .map(ProblemCode::text)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void shouldHaveExamplesThatFitTheirSchemas() {
    assertThat(CONTRACT.examples()).hasSizeGreaterThan(6);
    CONTRACT
        .examples()
        .forEach(
            (operation, example) ->
                assertThat(CONTRACT.problemsOfRequest(operation, example))
                    .as(operation.toString())
                    .isEmpty());
  }

  @Test
  void shouldFindAnAnswerThatDoesNotFit() {
    assertThat(
            CONTRACT.problemsOfAnswer(
                "GET", "/api/v1/sagas/counts", 200, JSON.createObjectNode().put("total", "many")))
        .isNotEmpty();
    assertThat(CONTRACT.problemsOfAnswer("GET", "/api/v1/none", 200, JSON.createObjectNode()))
        .containsExactly("no such path in openapi.yaml: GET /api/v1/none");
  }

  static List<ApiContract.Operation> operations() {
    return CONTRACT.operations();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldRefuseWhenTheRoleDoesNotAllowIt(ApiContract.Operation operation) throws Exception {
    assertRefused(operation, Map.of(), ProblemCode.UNAUTHENTICATED);
    assertRefused(operation, Map.of("Authorization", "Bearer forged"), ProblemCode.UNAUTHENTICATED);
    for (AccessRole role : AccessRole.values()) {
      if (!role.includes(AccessRole.of(operation.role()).orElseThrow())) {
        assertRefused(operation, as(role), ProblemCode.FORBIDDEN);
      }
    }
    Map<String, String> foreign = new HashMap<>(as(AccessRole.ADMIN));
    foreign.put("Origin", "http://evil.example");
    assertRefused(operation, foreign, ProblemCode.FOREIGN_PAGE);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldAnswerWhenTheRoleAllowsIt(ApiContract.Operation operation) throws Exception {
    HttpResponse<String> response =
        send(operation, as(AccessRole.of(operation.role()).orElseThrow()));
    assertThat(response.statusCode()).as(response.body()).isNotIn(401, 403, 404, 405, 500);
  }

  private static Map<String, String> as(AccessRole role) {
    return Map.of("Authorization", "Bearer " + role.text());
  }

  private static void assertRefused(
      ApiContract.Operation operation, Map<String, String> headers, ProblemCode code)
      throws Exception {
    HttpResponse<String> response = send(operation, headers);
    JsonNode json = JSON.readTree(response.body());
    assertThat(json.path("code").asText()).as(operation + " " + headers).isEqualTo(code.text());
    assertThat(response.statusCode()).isEqualTo(code.status());
    assertThat(
            CONTRACT.problemsOfAnswer(
                operation.method(), operation.path(), response.statusCode(), json))
        .isEmpty();
  }

  private static HttpResponse<String> send(
      ApiContract.Operation operation, Map<String, String> headers) throws Exception {
    String path = operation.path().replaceAll("\\{(version|revision)}", "1");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.port() + path.replaceAll("\\{[a-z]+}", "a-1")));
    headers.forEach(request::header);
    if (operation.method().equals("POST")) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString("{}"));
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
