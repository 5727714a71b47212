package dev.sagas.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Body;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.protocol.StepName;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is to be done to a saga, as the body of a request says.
 *
 * @param data the new data as JSON, to be encoded by the schema of the saga's data
 */
record OperationBody(
    OperationKind kind,
    String reason,
    Optional<StepName> step,
    Optional<JsonNode> data,
    OptionalInt version) {
  /** The fields of the body. */
  static final Set<String> FIELDS = Set.of("kind", "reason", "step", "data", "version", "dryRun");

  /** As long as a journaled reason may be. */
  private static final int MAX_REASON_CHARS = 500;

  static OperationBody of(Body body) {
    return new OperationBody(
        body.text("kind", "one of the operations", OperationBody::kind),
        body.text("reason", MAX_REASON_CHARS),
        body.optionalText("step", "the name of a step", StepName::new),
        body.optionalJson("data"),
        body.number("version"));
  }

  static ProblemException missingKind() {
    return ProblemException.parameter("kind", "one of the operations", "");
  }

  static OperationKind kind(String text) {
    for (OperationKind kind : OperationKind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(text);
  }

  /** Who may do it: what leaves effects, or changes data or the version, only an admin. */
  AccessRole role() {
    return switch (kind) {
      case PAUSE, RESUME, CANCEL, COMPENSATE, RETRY, FAIL, RESTART -> AccessRole.OPERATOR;
      case SKIP, EDIT_DATA, MIGRATE, END -> AccessRole.ADMIN;
    };
  }

  /** Refuses people who may not do it. */
  void requireAllowed(Person person) {
    if (!person.role().includes(role())) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          "Expected the role %s or more for %s, but %s is %s"
              .formatted(
                  role().text(),
                  kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                  person.name(),
                  person.role().text()));
    }
  }
}
