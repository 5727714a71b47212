package dev.sagas.engine.wire;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent.SkipCause;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.schema.CauseKind;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.StartVerdict;

/**
 * The core's enums to and from those of the schemas: one that is missing on either side fails to
 * compile.
 *
 * <ul>
 *   <li>What a newer version wrote reads as {@code UNKNOWN}, for which {@link
 *       IllegalArgumentException} is thrown.
 * </ul>
 */
final class AvroEnums {
  private AvroEnums() {}

  static dev.sagas.schema.SagaStatus toAvro(SagaStatus status) {
    return switch (status) {
      case RUNNING -> dev.sagas.schema.SagaStatus.RUNNING;
      case STOPPING -> dev.sagas.schema.SagaStatus.STOPPING;
      case COMPENSATING -> dev.sagas.schema.SagaStatus.COMPENSATING;
      case COMPLETED -> dev.sagas.schema.SagaStatus.COMPLETED;
      case COMPENSATED -> dev.sagas.schema.SagaStatus.COMPENSATED;
      case REFUSED -> dev.sagas.schema.SagaStatus.REFUSED;
      case ENDED_BY_OPERATOR -> dev.sagas.schema.SagaStatus.ENDED_BY_OPERATOR;
    };
  }

  static SagaStatus fromAvro(dev.sagas.schema.SagaStatus status) {
    return switch (status) {
      case RUNNING -> SagaStatus.RUNNING;
      case STOPPING -> SagaStatus.STOPPING;
      case COMPENSATING -> SagaStatus.COMPENSATING;
      case COMPLETED -> SagaStatus.COMPLETED;
      case COMPENSATED -> SagaStatus.COMPENSATED;
      case REFUSED -> SagaStatus.REFUSED;
      case ENDED_BY_OPERATOR -> SagaStatus.ENDED_BY_OPERATOR;
      case UNKNOWN -> throw unknown("a status of a saga");
    };
  }

  static dev.sagas.schema.StepStatus toAvro(StepStatus status) {
    return switch (status) {
      case PENDING -> dev.sagas.schema.StepStatus.PENDING;
      case EXECUTING -> dev.sagas.schema.StepStatus.EXECUTING;
      case EXECUTE_BACKOFF -> dev.sagas.schema.StepStatus.EXECUTE_BACKOFF;
      case SLEEPING -> dev.sagas.schema.StepStatus.SLEEPING;
      case WAITING -> dev.sagas.schema.StepStatus.WAITING;
      case SUCCEEDED -> dev.sagas.schema.StepStatus.SUCCEEDED;
      case SKIPPED -> dev.sagas.schema.StepStatus.SKIPPED;
      case REJECTED -> dev.sagas.schema.StepStatus.REJECTED;
      case OUTCOME_UNKNOWN -> dev.sagas.schema.StepStatus.OUTCOME_UNKNOWN;
      case ABANDONED -> dev.sagas.schema.StepStatus.ABANDONED;
      case COMPENSATING -> dev.sagas.schema.StepStatus.COMPENSATING;
      case COMPENSATE_BACKOFF -> dev.sagas.schema.StepStatus.COMPENSATE_BACKOFF;
      case COMPENSATED -> dev.sagas.schema.StepStatus.COMPENSATED;
      case COMPENSATION_GIVEN_UP -> dev.sagas.schema.StepStatus.COMPENSATION_GIVEN_UP;
    };
  }

  static StepStatus fromAvro(dev.sagas.schema.StepStatus status) {
    return switch (status) {
      case PENDING -> StepStatus.PENDING;
      case EXECUTING -> StepStatus.EXECUTING;
      case EXECUTE_BACKOFF -> StepStatus.EXECUTE_BACKOFF;
      case SLEEPING -> StepStatus.SLEEPING;
      case WAITING -> StepStatus.WAITING;
      case SUCCEEDED -> StepStatus.SUCCEEDED;
      case SKIPPED -> StepStatus.SKIPPED;
      case REJECTED -> StepStatus.REJECTED;
      case OUTCOME_UNKNOWN -> StepStatus.OUTCOME_UNKNOWN;
      case ABANDONED -> StepStatus.ABANDONED;
      case COMPENSATING -> StepStatus.COMPENSATING;
      case COMPENSATE_BACKOFF -> StepStatus.COMPENSATE_BACKOFF;
      case COMPENSATED -> StepStatus.COMPENSATED;
      case COMPENSATION_GIVEN_UP -> StepStatus.COMPENSATION_GIVEN_UP;
      case UNKNOWN -> throw unknown("a status of a step");
    };
  }

  static OutcomeKind outcome(SagaStatus status) {
    return switch (status) {
      case COMPLETED -> OutcomeKind.COMPLETED;
      case COMPENSATED -> OutcomeKind.COMPENSATED;
      case REFUSED -> OutcomeKind.REFUSED;
      case ENDED_BY_OPERATOR -> OutcomeKind.ENDED_BY_OPERATOR;
      case RUNNING, STOPPING, COMPENSATING ->
          throw new IllegalArgumentException("Expected a saga that has ended, but it is " + status);
    };
  }

  static SagaStatus fromAvro(OutcomeKind outcome) {
    return switch (outcome) {
      case COMPLETED -> SagaStatus.COMPLETED;
      case COMPENSATED -> SagaStatus.COMPENSATED;
      case REFUSED -> SagaStatus.REFUSED;
      case ENDED_BY_OPERATOR -> SagaStatus.ENDED_BY_OPERATOR;
      case UNKNOWN -> throw unknown("an outcome");
    };
  }

  static dev.sagas.schema.OperationKind toAvro(OperationKind kind) {
    return switch (kind) {
      case PAUSE -> dev.sagas.schema.OperationKind.PAUSE;
      case RESUME -> dev.sagas.schema.OperationKind.RESUME;
      case CANCEL -> dev.sagas.schema.OperationKind.CANCEL;
      case COMPENSATE -> dev.sagas.schema.OperationKind.COMPENSATE;
      case RETRY -> dev.sagas.schema.OperationKind.RETRY;
      case SKIP -> dev.sagas.schema.OperationKind.SKIP;
      case FAIL -> dev.sagas.schema.OperationKind.FAIL;
      case EDIT_DATA -> dev.sagas.schema.OperationKind.EDIT_DATA;
      case RESTART -> dev.sagas.schema.OperationKind.RESTART;
      case MIGRATE -> dev.sagas.schema.OperationKind.MIGRATE;
      case END -> dev.sagas.schema.OperationKind.END;
    };
  }

  static OperationKind fromAvro(dev.sagas.schema.OperationKind kind) {
    return switch (kind) {
      case PAUSE -> OperationKind.PAUSE;
      case RESUME -> OperationKind.RESUME;
      case CANCEL -> OperationKind.CANCEL;
      case COMPENSATE -> OperationKind.COMPENSATE;
      case RETRY -> OperationKind.RETRY;
      case SKIP -> OperationKind.SKIP;
      case FAIL -> OperationKind.FAIL;
      case EDIT_DATA -> OperationKind.EDIT_DATA;
      case RESTART -> OperationKind.RESTART;
      case MIGRATE -> OperationKind.MIGRATE;
      case END -> OperationKind.END;
      case UNKNOWN -> throw unknown("a kind of operation");
    };
  }

  static dev.sagas.schema.SkipCause toAvro(SkipCause cause) {
    return switch (cause) {
      case CONDITION -> dev.sagas.schema.SkipCause.CONDITION;
      case TIMED_OUT -> dev.sagas.schema.SkipCause.TIMED_OUT;
      case OPERATOR -> dev.sagas.schema.SkipCause.OPERATOR;
    };
  }

  static SkipCause fromAvro(dev.sagas.schema.SkipCause cause) {
    return switch (cause) {
      case CONDITION -> SkipCause.CONDITION;
      case TIMED_OUT -> SkipCause.TIMED_OUT;
      case OPERATOR -> SkipCause.OPERATOR;
      case UNKNOWN -> throw unknown("a cause of a skip");
    };
  }

  static CauseKind toAvro(Cause.Kind kind) {
    return switch (kind) {
      case START -> CauseKind.START;
      case REPLY -> CauseKind.REPLY;
      case SIGNAL -> CauseKind.SIGNAL;
      case OPERATION -> CauseKind.OPERATION;
      case TIMER -> CauseKind.TIMER;
      case ENGINE -> CauseKind.ENGINE;
    };
  }

  static Cause.Kind fromAvro(CauseKind kind) {
    return switch (kind) {
      case START -> Cause.Kind.START;
      case REPLY -> Cause.Kind.REPLY;
      case SIGNAL -> Cause.Kind.SIGNAL;
      case OPERATION -> Cause.Kind.OPERATION;
      case TIMER -> Cause.Kind.TIMER;
      case ENGINE -> Cause.Kind.ENGINE;
      case UNKNOWN -> throw unknown("a kind of cause");
    };
  }

  static StartVerdict toAvro(OutputWriter.Verdict verdict) {
    return switch (verdict) {
      case ACCEPTED -> StartVerdict.ACCEPTED;
      case DUPLICATE -> StartVerdict.DUPLICATE;
      case CONFLICT -> StartVerdict.CONFLICT;
      case REFUSED -> StartVerdict.REFUSED;
    };
  }

  private static IllegalArgumentException unknown(String what) {
    return new IllegalArgumentException(
        "Expected " + what + " that this version knows, but a newer one wrote it");
  }
}
