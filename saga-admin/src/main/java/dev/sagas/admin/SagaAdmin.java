package dev.sagas.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks, acts and listens as an operator, over the HTTP of an orchestrator.
 *
 * <ul>
 *   <li>Every method throws {@link AdminProblemException} with the stable code if the service
 *       answers with a problem, and {@link UnreachableServerException} if it does not answer.
 *   <li>Questions are asked again when that may help; actions are sent once. To repeat an action
 *       give it a key.
 *   <li>JSON is as {@code docs/reference/rest.md} describes it.
 *   <li>Thread-safe.
 * </ul>
 */
public final class SagaAdmin {
  private static final Duration ACTION_WAIT = Duration.ofSeconds(10);
  private static final String SAGAS = "/sagas";
  private static final String BATCHES = "/batches";

  private final AdminHttp http;

  private SagaAdmin(AdminHttp http) {
    this.http = http;
  }

  /** An operator of that orchestrator; nothing is sent yet. */
  public static SagaAdmin of(AdminConfig config) {
    return new SagaAdmin(new AdminHttp(config));
  }

  private static String one(String sagaId, String suffix) {
    return SAGAS + "/" + SagaQuery.encoded(sagaId) + suffix;
  }

  /**
   * The sagas that match, those that have waited for the longest time first.
   *
   * <ul>
   *   <li>Pages are fetched as the stream is read: a saga that changes meanwhile may be missing or
   *       be there twice.
   * </ul>
   */
  public Stream<ListedSaga> list(SagaQuery query) {
    return Paged.stream(
            cursor -> http.get(SAGAS + "?" + query.text("waiting", Paged.SIZE, cursor)), "sagas")
        .map(ListedSaga::of);
  }

  /** How many live sagas match. */
  public long count(SagaQuery query) {
    return http.get(SAGAS + "?" + query.text("id", 1, "")).path("matched").asLong();
  }

  /** The counts of live sagas by definition, status and what they wait for. */
  public JsonNode counts() {
    return http.get(SAGAS + "/counts");
  }

  /** One saga, live, or ended and not yet forgotten, or exported; empty if there is none. */
  public Optional<JsonNode> find(String sagaId) {
    try {
      return Optional.of(http.get(one(sagaId, "")));
    } catch (AdminProblemException e) {
      if (e.problem() == AdminProblem.NO_SUCH_SAGA) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A saga's data, masked for viewers. */
  public JsonNode data(String sagaId) {
    return http.get(one(sagaId, "/data"));
  }

  /** Why a saga does not move, in sentences. */
  public List<String> why(String sagaId) {
    List<String> sentences = new ArrayList<>();
    http.get(one(sagaId, "/why"))
        .path("sentences")
        .forEach(sentence -> sentences.add(sentence.path("text").asText()));
    return List.copyOf(sentences);
  }

  /** The entries of a saga's journal, the newest first; fetched as the stream is read. */
  public Stream<JsonNode> history(String sagaId) {
    return Paged.stream(
        before ->
            http.get(
                one(
                    sagaId,
                    "/history?limit="
                        + Paged.SIZE
                        + (before.isEmpty() ? "" : "&before=" + before))),
        "entries");
  }

  /** Whether sagas are exported to a database, and how far the export is. */
  public JsonNode exported() {
    return http.get("/exported");
  }

  /** How many exported sagas started and ended on each of the newest days, 1 to 366. */
  public JsonNode days(int days) {
    return http.get("/exported/days?days=" + days);
  }

  /** Another question; the path begins after {@code /api/v1}, such as {@code /partitions}. */
  public JsonNode ask(String path) {
    return http.get(path);
  }

  /** Acts on one saga, and waits up to 10 s for what comes of it. */
  public ActionAnswer act(String sagaId, AdminAction action) {
    Map<String, String> headers =
        action.key().map(key -> Map.of("Idempotency-Key", key)).orElse(Map.of());
    return answer(one(sagaId, "/operations"), action.json(), headers);
  }

  private ActionAnswer answer(String path, JsonNode body, Map<String, String> headers) {
    return ActionAnswer.of(http.post(path, body, headers, ACTION_WAIT));
  }

  /** Starts a saga; the same one again changes nothing. */
  public ActionAnswer start(NewSaga saga) {
    return answer(SAGAS, saga.json(), Map.of());
  }

  /**
   * Sends a signal.
   *
   * @param type full name of its record
   */
  public ActionAnswer signal(String sagaId, String name, String type, JsonNode data) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("name", name);
    body.put("type", type);
    body.set("data", data);
    return answer(one(sagaId, "/signals"), body, Map.of());
  }

  /** Approves what a saga waits for. */
  public ActionAnswer approve(String sagaId, String approval) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("approval", approval);
    body.put("approved", true);
    return answer(one(sagaId, "/approvals"), body, Map.of());
  }

  /** Declines it. */
  public ActionAnswer decline(String sagaId, String approval, String reason) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("approval", approval);
    body.put("approved", false);
    body.put("reason", reason);
    return answer(one(sagaId, "/approvals"), body, Map.of());
  }

  /** Freezes the sagas that match now, and says what the action would do; nothing is sent. */
  public AdminBatch prepare(SagaQuery query, AdminAction action) {
    return prepare(matching(query), "operation", action.json());
  }

  /** The same for sagas that are named. */
  public AdminBatch prepare(Collection<String> sagaIds, AdminAction action) {
    return prepare(named(sagaIds), "operation", action.json());
  }

  /** Freezes those of the sagas that match which wait for the signal now; nothing is sent. */
  public AdminBatch prepare(SagaQuery query, AdminSignal signal) {
    return prepare(matching(query), "signal", signal.json());
  }

  /** The same for sagas that are named, whether they wait for it or not. */
  public AdminBatch prepare(Collection<String> sagaIds, AdminSignal signal) {
    return prepare(named(sagaIds), "signal", signal.json());
  }

  private static ObjectNode matching(SagaQuery query) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("filter", query.json());
    return body;
  }

  private static ObjectNode named(Collection<String> sagaIds) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode ids = body.putArray("sagas");
    sagaIds.forEach(ids::add);
    return body;
  }

  private AdminBatch prepare(ObjectNode body, String what, ObjectNode json) {
    body.set(what, json);
    return AdminBatch.of(http.post(BATCHES, body, Map.of(), ACTION_WAIT));
  }

  /** Confirms a prepared batch: its actions are sent. */
  public AdminBatch confirm(AdminBatch prepared) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("count", prepared.sagas());
    return AdminBatch.of(
        http.post(BATCHES + "/" + prepared.id() + "/run", body, Map.of(), Duration.ZERO));
  }

  /** Sends nothing more of a batch. */
  public AdminBatch stop(AdminBatch batch) {
    JsonNode nothing = JsonNodeFactory.instance.objectNode();
    return AdminBatch.of(
        http.post(BATCHES + "/" + batch.id() + "/stop", nothing, Map.of(), Duration.ZERO));
  }

  /** A batch as it is now. */
  public AdminBatch batch(String id) {
    return AdminBatch.of(http.get(BATCHES + "/" + id));
  }

  /**
   * Asks for a batch until it is finished, or the time is over.
   *
   * @return as it was last; may still be running
   */
  public AdminBatch awaitFinished(AdminBatch batch, Duration limit) {
    return Paged.until(() -> batch(batch.id()), AdminBatch::isFinished, limit);
  }

  /** Listens until the result is closed. */
  public Following follow(EventFilter filter, AdminListener listener) {
    return Following.begin(http, filter.path(), listener);
  }
}
