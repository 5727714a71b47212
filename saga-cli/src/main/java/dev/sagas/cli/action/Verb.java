package dev.sagas.cli.action;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An action on a saga, without who requests it and why.
 *
 * @param step the step concerned, if any
 * @param data the new data in wire format
 * @param version to continue under
 */
record Verb(
    OperationKind kind, Optional<StepName> step, Optional<Bytes> data, OptionalInt version) {
  static Verb of(OperationKind kind) {
    return new Verb(kind, Optional.empty(), Optional.empty(), OptionalInt.empty());
  }

  Verb on(Optional<StepName> name) {
    return new Verb(kind, name, data, version);
  }

  Verb with(Bytes newData) {
    return new Verb(kind, step, Optional.of(newData), version);
  }

  Verb to(int newVersion) {
    return new Verb(kind, step, data, OptionalInt.of(newVersion));
  }
}
