package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaInput.OperationSubject;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.http.exchange.Body;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.operate.action.SignalOrder;
import dev.sagas.operate.bulk.BatchAction;
import dev.sagas.operate.query.PayloadException;
import dev.sagas.operate.query.Payloads;
import dev.sagas.protocol.SignalName;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is to be done to the sagas of a batch, as the body of a request says.
 *
 * @param reason empty for a signal or an approval
 */
record BatchBody(BatchAction action, String reason) {
  /** The fields of the body. */
  static final Set<String> FIELDS = Set.of("filter", "sagas", "operation", "signal");

  private static final Set<String> SIGNAL = Set.of("kind", "name", "type", "data", "reason");
  private static final int MAX_REASON_CHARS = 500;
  private static final int MAX_TYPE_CHARS = 512;

  /**
   * Reads it.
   *
   * @throws ProblemException if the person may not do it, or it is not valid
   */
  static BatchBody of(Body body, Person person, Deployment deployment) {
    Optional<JsonNode> signal = body.optionalJson("signal");
    if (signal.isPresent() == body.optionalJson("operation").isPresent()) {
      throw new ProblemException(
          ProblemCode.BAD_BODY, "Expected either field operation or field signal of the body");
    }
    return signal.isPresent()
        ? signal(body.object("signal", SIGNAL), person, deployment)
        : operation(body.object("operation", OperationBody.FIELDS), person);
  }

  private static BatchBody operation(Body body, Person person) {
    OperationBody wanted = OperationBody.of(body);
    wanted.requireAllowed(person);
    if (wanted.kind() == OperationKind.EDIT_DATA) {
      throw new ProblemException(
          ProblemCode.BAD_BODY,
          "Expected another operation than edit-data: it is for one saga at a time");
    }
    return new BatchBody(
        new BatchAction.Operate(
            wanted.kind(), new OperationSubject(wanted.step(), Optional.empty(), wanted.version())),
        wanted.reason());
  }

  private static BatchBody signal(Body body, Person person, Deployment deployment) {
    SignalName name = body.text("name", "the name of a signal or approval", SignalName::new);
    SignalOrder.Kind kind = body.text("kind", "signal, approve or decline", BatchBody::kind);
    String by = person.name();
    return switch (kind) {
      case SIGNAL -> sent(SignalOrder.of(name, encoded(body, deployment), by));
      case APPROVE -> sent(SignalOrder.approve(name, by));
      case DECLINE -> sent(SignalOrder.decline(name, by, body.text("reason", MAX_REASON_CHARS)));
    };
  }

  private static BatchBody sent(SignalOrder order) {
    return new BatchBody(new BatchAction.Send(order), order.reason());
  }

  private static SignalOrder.Kind kind(String text) {
    for (SignalOrder.Kind kind : SignalOrder.Kind.values()) {
      if (kind.word().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(text);
  }

  private static Bytes encoded(Body body, Deployment deployment) {
    String json = body.json("data").toString();
    try (Payloads payloads = Payloads.open(deployment)) {
      return payloads.encode(json, body.text("type", MAX_TYPE_CHARS), OptionalInt.empty());
    } catch (PayloadException e) {
      throw new ProblemException(ProblemCode.DOES_NOT_FIT, String.valueOf(e.getMessage()), e);
    }
  }
}
