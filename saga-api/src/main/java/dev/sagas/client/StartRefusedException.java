package dev.sagas.client;

import dev.sagas.schema.SagaStartAnswer;
import java.util.Set;

/** A request that will have no effect: it was refused, conflicts, or its saga has ended. */
public final class StartRefusedException extends RuntimeException {
  private static final Set<String> ENDED =
      Set.of("COMPLETED", "COMPENSATED", "REFUSED", "ENDED_BY_OPERATOR");

  private final transient SagaStartAnswer answer;

  StartRefusedException(SagaStartAnswer answer) {
    super(
        "Expected saga %s to start, but the answer was %s (%s: %s, status %s)"
            .formatted(
                answer.getSagaId(),
                answer.getVerdict(),
                answer.getReasonCode(),
                answer.getReasonMessage(),
                answer.getStatus()));
    this.answer = answer;
  }

  /** True if no outcome will be written for this request. */
  static boolean isRefusal(SagaStartAnswer answer) {
    return switch (answer.getVerdict()) {
      case CONFLICT, REFUSED -> true;
      case DUPLICATE -> ENDED.contains(String.valueOf(answer.getStatus()));
      case ACCEPTED, UNKNOWN -> false;
    };
  }

  /** What the orchestrator answered. */
  public SagaStartAnswer answer() {
    return answer;
  }
}
