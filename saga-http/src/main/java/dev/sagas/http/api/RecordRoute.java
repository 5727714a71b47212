package dev.sagas.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.wire.Position;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.query.DecodedPayload;
import dev.sagas.operate.query.PayloadException;
import dev.sagas.operate.query.Payloads;
import dev.sagas.operate.records.RecordLookup;
import dev.sagas.operate.records.RecordOfSaga;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One command, reply, request or signal of a saga, read by its schema; masked for viewers. */
final class RecordRoute {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final Pattern POSITION =
      Pattern.compile("([A-Za-z0-9._-]{1,249})-([0-9]{1,9})-([0-9]{1,18})");

  private final Service service;

  RecordRoute(Service service) {
    this.service = service;
  }

  HttpReply answer(Ask ask) {
    SagaId saga = OneSaga.id(ask);
    Position position = ask.path("position", "topic-partition-offset", RecordRoute::position);
    RecordOfSaga record =
        RecordLookup.find(service.deployment(), saga, position, LIMIT)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.NO_SUCH_RECORD,
                        "Expected a record of saga %s at %s, but there is none, or no longer"
                            .formatted(saga, position)));
    boolean masked = !ask.person().role().includes(AccessRole.OPERATOR);
    ObjectNode json = Json.object();
    json.put("sagaId", saga.value());
    json.put("position", position.toString());
    Json.putTime(json, "time", record.timeMs());
    ObjectNode headers = json.putObject("headers");
    new TreeMap<>(record.headers()).forEach(headers::put);
    json.put("bytes", record.value().map(Bytes::size).orElse(0));
    json.put("masked", masked);
    json.putNull("type");
    json.putNull("data");
    json.putNull("whyNot");
    record.value().ifPresent(value -> put(json, value, masked));
    return HttpReply.json(json);
  }

  static Position position(String text) {
    Matcher form = POSITION.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new Position(
        form.group(1), Integer.parseInt(form.group(2)), Long.parseLong(form.group(3)));
  }

  private void put(ObjectNode json, Bytes value, boolean masked) {
    try (Payloads payloads = Payloads.open(service.deployment())) {
      DecodedPayload decoded = payloads.decoded(value);
      json.put("type", decoded.type());
      json.set("data", masked ? decoded.json(service.mask()) : decoded.json());
    } catch (PayloadException e) {
      json.put("whyNot", e.getMessage());
    }
  }
}
