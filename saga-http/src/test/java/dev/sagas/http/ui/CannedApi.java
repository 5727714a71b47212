package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.http.Probes;
import dev.sagas.http.SagaServer;
import dev.sagas.http.ServerSettings;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.exchange.Route;
import dev.sagas.http.security.Authenticator;
import dev.sagas.http.security.RateLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The REST API with answers from files, and what it was asked. */
final class CannedApi {
  private static final Pattern MARKUP =
      Pattern.compile("<script>.*?</script>|(\\\\\">)?</?[a-z]+[^<>]*>");
  private static final String ONE = "/api/v1/sagas/{id}";
  private static final Set<String> LIST =
      Set.of(
          "order",
          "cursor",
          "limit",
          "idPrefix",
          "type",
          "version",
          "status",
          "wait",
          "participant",
          "step",
          "incident",
          "olderThan",
          "startedFrom",
          "startedTo",
          "label",
          "ended",
          "data",
          "text");

  final List<Ask> asked = new CopyOnWriteArrayList<>();
  final List<JsonNode> bodies = new CopyOnWriteArrayList<>();

  private final boolean plain;

  CannedApi() {
    this(false);
  }

  private CannedApi(boolean plain) {
    this.plain = plain;
  }

  /** The same without what only attackers write. */
  static CannedApi plain() {
    return new CannedApi(true);
  }

  /** The routes that there were before those about one saga's course, and nothing else. */
  List<Route> oldRoutes() {
    return List.of(
        get("/api/v1/sagas", LIST, "sagas"),
        get("/api/v1/sagas/counts", Set.of(), "counts"),
        get(ONE, Set.of(), "saga"));
  }

  List<Route> routes() {
    List<Route> all = new ArrayList<>(oldRoutes());
    all.add(get(ONE + "/why", Set.of("zone"), "why"));
    all.add(get(ONE + "/preview", Set.of("kind", "step"), "preview"));
    all.add(get(ONE + "/undo-preview", Set.of(), "preview"));
    all.add(get(ONE + "/timeline", Set.of("revision"), "timeline"));
    all.add(get(ONE + "/command-position", Set.of("command"), "command"));
    all.add(get(ONE + "/fence-conflicts", Set.of(), "fence"));
    all.add(get(ONE + "/history", Set.of("limit", "before"), "history"));
    all.add(get(ONE + "/revisions/{revision}", Set.of(), "saga"));
    all.add(get(ONE + "/data", Set.of("revision"), "saga"));
    all.add(get("/api/v1/definitions", Set.of(), "definitions"));
    all.add(get("/api/v1/definitions/{type}/{version}", Set.of(), "definition"));
    all.add(get("/api/v1/definitions/{type}/{version}/gate", Set.of(), "gate"));
    all.add(get("/api/v1/dead-letters", Set.of("state"), "dead-letters"));
    all.add(get("/api/v1/dead-letters/{position}", Set.of(), "letter"));
    all.add(get("/api/v1/participants", Set.of(), "participants"));
    all.add(get("/api/v1/attempts", Set.of(), "attempts"));
    all.add(get("/api/v1/audit", Set.of("limit", "only"), "audit"));
    all.add(get("/api/v1/batches", Set.of(), "batches"));
    all.add(get(ONE + "/records/{position}", Set.of(), "record"));
    all.add(get("/api/v1/instances", Set.of(), "instances"));
    all.add(get("/api/v1/doctor", Set.of(), "doctor"));
    all.add(get("/api/v1/exported", Set.of(), "exported"));
    all.add(get("/api/v1/exported/days", Set.of(), "days"));
    all.add(get("/api/v1/rates", Set.of(), "rates"));
    all.add(get(ONE + "/diff", Set.of("from", "to"), "diff"));
    all.add(get(ONE + "/chain", Set.of(), "chain"));
    all.add(post(ONE + "/approvals", "acted"));
    all.add(post(ONE + "/operations", "acted"));
    all.add(post("/api/v1/batches", "prepared"));
    all.add(get("/api/v1/batches/{batch}", Set.of(), "done"));
    all.add(post("/api/v1/batches/{batch}/run", "running"));
    all.add(post("/api/v1/batches/{batch}/stop", "done"));
    all.add(post("/api/v1/dead-letters/redrive", "redriven"));
    all.add(post("/api/v1/dead-letters/discard", "redriven"));
    return all;
  }

  private Route get(String path, Set<String> parameters, String file) {
    return Route.get(path, AccessRole.VIEWER, parameters, ask -> answer(ask, file));
  }

  private Route post(String path, String file) {
    return Route.post(
        path,
        AccessRole.OPERATOR,
        Set.of(),
        ask -> {
          bodies.add(ask.json());
          return answer(ask, file);
        });
  }

  private HttpReply answer(Ask ask, String file) {
    asked.add(ask);
    if (ask.path().getOrDefault("id", "").equals("gone")) {
      throw new ProblemException(ProblemCode.NO_SUCH_SAGA, "Expected a saga gone");
    }
    boolean isForgotten = ask.path().getOrDefault("id", "").equals("forgotten");
    String json = read(isForgotten ? "forgotten" : file).toString();
    return HttpReply.of("application/json", plain ? MARKUP.matcher(json).replaceAll("") : json);
  }

  static JsonNode read(String file) {
    try (InputStream stream = CannedApi.class.getResourceAsStream("/ui/" + file + ".json")) {
      return new ObjectMapper().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SagaServer serve(List<Route> routes, Authenticator authenticator) {
    return serve(routes, authenticator, RateLimits.DEFAULT);
  }

  static SagaServer serve(List<Route> routes, Authenticator authenticator, RateLimits limits) {
    return SagaServer.start(
        new ServerSettings("127.0.0.1", 0, authenticator).withLimits(limits),
        routes,
        new Probes(Optional::empty, () -> Optional.of("STARTING"), () -> Optional.<String>empty()));
  }
}
