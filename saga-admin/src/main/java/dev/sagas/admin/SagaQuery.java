package dev.sagas.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which sagas are meant: those that match everything that is set. Immutable.
 *
 * <ul>
 *   <li>Live sagas by default; with an ended status ended ones as well, as long as they are known.
 * </ul>
 */
public final class SagaQuery {
  private static final SagaQuery ALL = new SagaQuery(Map.of());

  private final Map<String, List<String>> parameters;

  private SagaQuery(Map<String, List<String>> parameters) {
    this.parameters = new LinkedHashMap<>(parameters);
  }

  /** Every live saga. */
  public static SagaQuery all() {
    return ALL;
  }

  private SagaQuery with(String name, String value) {
    Map<String, List<String>> changed = new LinkedHashMap<>(parameters);
    changed.put(name, List.of(value));
    return new SagaQuery(changed);
  }

  private SagaQuery plus(String name, String value) {
    Map<String, List<String>> changed = new LinkedHashMap<>(parameters);
    List<String> values = new ArrayList<>(changed.getOrDefault(name, List.of()));
    values.add(value);
    changed.put(name, List.copyOf(values));
    return new SagaQuery(changed);
  }

  /** Whose id begins with this. */
  public SagaQuery idPrefix(String prefix) {
    return with("idPrefix", prefix);
  }

  /** Of this type of definition. */
  public SagaQuery type(String type) {
    return with("type", type);
  }

  /** On this version now. */
  public SagaQuery version(int version) {
    return with("version", Integer.toString(version));
  }

  /** In this status, or in another one that is given so. */
  public SagaQuery status(String status) {
    return plus("status", status);
  }

  /** That wait for this: reply, retry, signal, sleep, paused or incident. */
  public SagaQuery waitingFor(String kind) {
    return with("wait", kind);
  }

  /** That wait for this participant. */
  public SagaQuery participant(String name) {
    return with("participant", name);
  }

  /** That wait at this step. */
  public SagaQuery step(String name) {
    return with("step", name);
  }

  /** That have an incident of this code. */
  public SagaQuery incident(String code) {
    return with("incident", code);
  }

  /** That have waited for that long, or longer. */
  public SagaQuery olderThan(Duration age) {
    return with("olderThan", age.toMillis() + "ms");
  }

  /** That were started at that time, or later. */
  public SagaQuery startedFrom(Instant time) {
    return with("startedFrom", time.toString());
  }

  /** That were started before that time. */
  public SagaQuery startedTo(Instant time) {
    return with("startedTo", time.toString());
  }

  /** That have this label, and every other one that is given so. */
  public SagaQuery label(String name, String value) {
    return plus("label", name + "=" + value);
  }

  /** That have ended; those that were forgotten as well, where sagas are exported. */
  public SagaQuery ended() {
    return with("ended", "true");
  }

  /**
   * Whose data has this, where sagas are exported.
   *
   * @param condition such as {@code customer.name=Ada}, or a JSON path
   */
  public SagaQuery data(String condition) {
    return with("data", condition);
  }

  /** Whose id or labels contain this, where sagas are exported. */
  public SagaQuery text(String part) {
    return with("text", part);
  }

  /** The query of a page's address. */
  String text(String order, int limit, String cursor) {
    SagaQuery page = with("order", order).with("limit", Integer.toString(limit));
    return (cursor.isEmpty() ? page : page.with("cursor", cursor)).encoded();
  }

  private String encoded() {
    return parameters.entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .map(value -> entry.getKey() + "=" + SagaQuery.encoded(value)))
        .collect(Collectors.joining("&"));
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** The filter of a batch. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    parameters.forEach(
        (name, values) -> {
          ArrayNode array = json.putArray(name);
          values.forEach(array::add);
        });
    return json;
  }

  @Override
  public String toString() {
    return encoded();
  }
}
