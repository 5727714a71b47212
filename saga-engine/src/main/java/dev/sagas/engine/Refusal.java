package dev.sagas.engine;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.DeadLetterCode;
import dev.sagas.engine.wire.Inbound;
import dev.sagas.protocol.SagaId;
import java.util.Optional;

/**
 * Why a record cannot be applied, whatever would be decided.
 *
 * @param sagaId if it can be told; one that asked for a saga is then answered
 * @param met the saga that has the id
 */
public record Refusal(
    Optional<SagaId> sagaId, Optional<SagaState> met, DeadLetterCode code, String message) {
  /** It says nothing that can be applied. */
  public static Refusal unreadable(Inbound.Unreadable unreadable, Optional<SagaState> met) {
    return new Refusal(unreadable.sagaId(), met, unreadable.code(), unreadable.message());
  }

  /** The same where nobody is to be answered: what is known of its saga cannot be trusted. */
  public Refusal ofNoSaga() {
    return new Refusal(Optional.empty(), Optional.empty(), code, message);
  }

  /** It is on the wrong partition, and cannot be sent to the right one. */
  public static Refusal misplaced(String message) {
    return new Refusal(Optional.empty(), Optional.empty(), DeadLetterCode.WRONG_PARTITION, message);
  }

  private static Refusal noSuchSaga(SagaId id, String message) {
    return new Refusal(Optional.of(id), Optional.empty(), DeadLetterCode.NO_SUCH_SAGA, message);
  }

  /** It came before its saga's start, and no more of such inputs are kept (R2a). */
  public static Refusal tooManyWait(SagaId id) {
    return noSuchSaga(
        id, "No saga has the id " + id + ", and no more inputs are kept for its start");
  }

  /** It was kept for its saga's start, which has not come (R2a). */
  public static Refusal neverStarted(SagaId id) {
    return noSuchSaga(id, "No saga of the id " + id + " has started in time");
  }

  /** The saga's checkpoint is not what it was when it was written; nobody is answered. */
  public static Refusal untrusted(SagaId id, String why) {
    return new Refusal(
        Optional.empty(),
        Optional.empty(),
        DeadLetterCode.CORRUPT_CHECKPOINT,
        "The checkpoint of saga " + id + " cannot be trusted, " + why);
  }
}
