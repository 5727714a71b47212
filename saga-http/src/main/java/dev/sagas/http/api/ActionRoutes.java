package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaInput.OperationSubject;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.Body;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.Operations;
import dev.sagas.operate.action.SignalOrder;
import dev.sagas.operate.action.Signals;
import dev.sagas.operate.action.StartOrder;
import dev.sagas.operate.action.Starts;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.query.PayloadException;
import dev.sagas.operate.query.Payloads;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.query.PublishedSagas;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.SignalName;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * Acts on one saga: what is answered is read from committed topics.
 *
 * <ul>
 *   <li>The authenticated person is journaled as the actor.
 *   <li>The header {@code Idempotency-Key} becomes the operation's id: sent again, it is applied
 *       once.
 * </ul>
 */
final class ActionRoutes {
  /** The parameters: how long to wait for the answer. */
  static final Set<String> WAITING = Set.of("timeout");

  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(10);
  private static final Duration MAX_WAIT = Duration.ofSeconds(60);
  private static final int MAX_KEY_CHARS = 100;
  private static final int MAX_REASON_CHARS = 500;

  private final Service service;

  ActionRoutes(Service service) {
    this.service = service;
  }

  static Duration timeout(Ask ask) {
    Duration asked = ask.duration("timeout").orElse(DEFAULT_WAIT);
    if (asked.isZero() || asked.compareTo(MAX_WAIT) > 0) {
      throw ProblemException.parameter("timeout", "at most 60s", asked.toString());
    }
    return asked;
  }

  private static String key(Ask ask) {
    String key = ask.header("idempotency-key").orElseGet(() -> UUID.randomUUID().toString());
    if (key.isBlank() || key.length() > MAX_KEY_CHARS) {
      throw new ProblemException(
          ProblemCode.BAD_PARAMETER,
          "Expected the header Idempotency-Key to have 1 to " + MAX_KEY_CHARS + " characters");
    }
    return key;
  }

  HttpReply operate(Ask ask) {
    SagaId saga = OneSaga.id(ask);
    Body body = Body.of(ask, OperationBody.FIELDS);
    OperationBody wanted = OperationBody.of(body);
    wanted.requireAllowed(ask.person());
    String key = key(ask);
    Optional<Bytes> data = wanted.data().map(json -> encoded(ask, json));
    SagaInput.Operation operation =
        new SagaInput.Operation(
            saga,
            wanted.kind(),
            new OperatorOrder(key, ask.person().name(), wanted.reason()),
            new OperationSubject(wanted.step(), data, wanted.version()),
            body.flag("dryRun"));
    Submitted submitted = Operations.of(service.deployment()).submit(operation, timeout(ask));
    return AnswerReplies.of(AnsweredInput.operation(saga, wanted.kind(), key), submitted);
  }

  /** New data, by the type of the saga's data. */
  private Bytes encoded(Ask ask, JsonNode json) {
    String type = new OneSaga(service).shown(ask).path("dataType").asText();
    return encoded(json, type, OptionalInt.empty());
  }

  private Bytes encoded(JsonNode json, String type, OptionalInt schema) {
    try (Payloads payloads = Payloads.open(service.deployment())) {
      return payloads.encode(json.toString(), type, schema);
    } catch (PayloadException e) {
      throw new ProblemException(ProblemCode.DOES_NOT_FIT, String.valueOf(e.getMessage()), e);
    }
  }

  HttpReply signal(Ask ask) {
    SagaId saga = OneSaga.id(ask);
    Body body = Body.of(ask, Set.of("name", "type", "data"));
    SignalName name = body.text("name", "the name of a signal", SignalName::new);
    Bytes value = encoded(body.json("data"), body.text("type", 512), OptionalInt.empty());
    Submitted submitted = signals(ask).send(saga, SignalOrder.of(name, value, ask.person().name()));
    return AnswerReplies.of(AnsweredInput.signal(saga, name), submitted);
  }

  private Signals signals(Ask ask) {
    return Signals.of(service.deployment(), timeout(ask));
  }

  HttpReply approve(Ask ask) {
    SagaId saga = OneSaga.id(ask);
    Body body = Body.of(ask, Set.of("approval", "approved", "reason"));
    SignalName approval = body.text("approval", "the name of an approval", SignalName::new);
    String person = ask.person().name();
    SignalOrder order =
        body.flag("approved")
            ? SignalOrder.approve(approval, person)
            : SignalOrder.decline(approval, person, body.text("reason", MAX_REASON_CHARS));
    Submitted submitted = signals(ask).send(saga, order);
    return AnswerReplies.of(AnsweredInput.signal(saga, approval), submitted);
  }

  HttpReply start(Ask ask) {
    Body body = Body.of(ask, Set.of("sagaId", "type", "version", "data", "labels"));
    SagaId saga = body.text("sagaId", "a saga id", SagaId::new);
    SagaType type = body.text("type", "the type of a definition", SagaType::new);
    OptionalInt version = body.number("version");
    PublishedSaga definition =
        PublishedSagas.of(service.deployment())
            .find(type, version)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.NO_SUCH_DEFINITION,
                        "Expected a definition of type %s%s, but none was published"
                            .formatted(
                                type,
                                version.isPresent() ? " version " + version.getAsInt() : "")));
    OptionalInt schema = definition.dataSchemaIds().stream().mapToInt(Integer::intValue).max();
    StartOrder order =
        new StartOrder(
            saga,
            type,
            version,
            encoded(body.json("data"), definition.dataType(), schema),
            body.texts("labels"),
            ask.person().name());
    try {
      Submitted submitted = Starts.of(service.deployment()).start(order, timeout(ask));
      return AnswerReplies.of(new AnsweredInput(saga, "START", ""), submitted);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemCode.BAD_BODY, String.valueOf(e.getMessage()), e);
    }
  }
}
