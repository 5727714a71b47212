package dev.sagas.orchestrator.core;

import dev.sagas.protocol.StepName;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an operation is about, where its kind alone does not tell.
 *
 * @param step the step, where it names one
 * @param data the new data in wire format, for {@link OperationKind#EDIT_DATA}
 * @param version the version to continue under, for {@link OperationKind#MIGRATE}
 */
public record OperationSubject(Optional<StepName> step, Optional<Bytes> data, OptionalInt version) {
  /** The saga as it is. */
  public static final OperationSubject SAGA = ofStep(Optional.empty());

  /** One step, or the saga if there is none. */
  public static OperationSubject ofStep(Optional<StepName> step) {
    return new OperationSubject(step, Optional.empty(), OptionalInt.empty());
  }

  /** Another version of the definition. */
  public static OperationSubject ofVersion(int version) {
    return new OperationSubject(Optional.empty(), Optional.empty(), OptionalInt.of(version));
  }
}
