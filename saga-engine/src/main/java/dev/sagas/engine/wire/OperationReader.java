package dev.sagas.engine.wire;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaInput.OperationSubject;
import dev.sagas.engine.core.SagaInput.OperatorOrder;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import dev.sagas.schema.SagaOperation;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads an operator's action; one that lacks what its kind needs is malformed. */
final class OperationReader {
  /** Journal and checkpoint repeat these, so that they are bounded (R22). */
  static final int MAX_ID_CHARS = 128;

  static final int MAX_ACTOR_CHARS = 256;
  static final int MAX_REASON_CHARS = 1024;

  private OperationReader() {}

  static SagaInput.Operation read(SagaId id, SagaOperation operation) throws Unfit {
    SagaInput.Operation read =
        new SagaInput.Operation(
            id,
            kind(operation.getKind()),
            order(operation),
            subject(operation),
            operation.getDryRun());
    requireWhatItNeeds(read);
    return read;
  }

  private static OperatorOrder order(SagaOperation operation) throws Unfit {
    return new OperatorOrder(
        text("operationId", operation.getOperationId(), MAX_ID_CHARS),
        text("actor", operation.getActor(), MAX_ACTOR_CHARS),
        text("reason", operation.getReason(), MAX_REASON_CHARS));
  }

  private static OperationSubject subject(SagaOperation operation) throws Unfit {
    return new OperationSubject(
        step(operation.getStep()),
        EventReader.bytes(operation.getData()),
        operation.getVersion() == null
            ? OptionalInt.empty()
            : OptionalInt.of(operation.getVersion()));
  }

  private static OperationKind kind(dev.sagas.schema.OperationKind kind) throws Unfit {
    if (kind == dev.sagas.schema.OperationKind.UNKNOWN) {
      throw malformed("Expected a kind of operation that this version knows");
    }
    return AvroEnums.fromAvro(kind);
  }

  private static String text(String field, String value, int maxChars) throws Unfit {
    if (value.isBlank() || value.length() > maxChars) {
      throw malformed(
          "Expected %s to have 1 to %s characters, but got %s"
              .formatted(field, maxChars, value.length()));
    }
    return value;
  }

  private static Optional<StepName> step(@Nullable String name) throws Unfit {
    if (name != null && !StepName.isValid(name)) {
      throw malformed("Expected step to be the name of a step");
    }
    return EventReader.optionalStep(name);
  }

  private static void requireWhatItNeeds(SagaInput.Operation operation) throws Unfit {
    boolean complete =
        switch (operation.kind()) {
          case SKIP, FAIL, RESTART -> operation.step().isPresent();
          case EDIT_DATA -> operation.data().isPresent();
          case MIGRATE -> operation.version().isPresent();
          case PAUSE, RESUME, CANCEL, COMPENSATE, RETRY, END -> true;
        };
    if (!complete) {
      throw malformed(
          "Expected an operation %s to name what it is about: a step, the data or a version"
              .formatted(operation.kind()));
    }
  }

  private static Unfit malformed(String reason) {
    return new Unfit(DeadLetterCode.MALFORMED_OPERATION, reason);
  }
}
