package dev.sagas.cli.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaInput.OperationSubject;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.StepName;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An action on a saga, without who requests it and why.
 *
 * @param step the step concerned, if any
 * @param version to continue under
 */
record Verb(OperationKind kind, Optional<StepName> step, OptionalInt version) {
  static Verb of(OperationKind kind) {
    return new Verb(kind, Optional.empty(), OptionalInt.empty());
  }

  Verb on(Optional<StepName> name) {
    return new Verb(kind, name, version);
  }

  Verb to(int newVersion) {
    return new Verb(kind, step, OptionalInt.of(newVersion));
  }

  /** What an operation of the topics is about. */
  OperationSubject subject(Optional<Bytes> data) {
    return new OperationSubject(step, data, version);
  }

  /** The word for it in the REST API. */
  String word() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The operation of the REST API. */
  ObjectNode json(String reason) {
    ObjectNode json = Json.object();
    json.put("kind", word());
    json.put("reason", reason);
    step.ifPresent(name -> json.put("step", name.value()));
    version.ifPresent(number -> json.put("version", number));
    return json;
  }
}
