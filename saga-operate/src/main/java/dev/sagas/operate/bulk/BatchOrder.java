package dev.sagas.operate.bulk;

import dev.sagas.protocol.SagaId;
import java.util.List;

/**
 * What is to be done to which sagas.
 *
 * @param sagas frozen: sagas that match the operator's filter later are not among them
 * @param actor who, journaled with each operation or signal
 * @param reason why, journaled with each operation; part of a negative decision; may be empty for
 *     other signals
 */
public record BatchOrder(BatchAction action, List<SagaId> sagas, String actor, String reason) {
  /** The most sagas of one batch. */
  public static final int MAX_SAGAS = 100_000;

  public BatchOrder {
    sagas = List.copyOf(sagas);
    if (sagas.size() > MAX_SAGAS) {
      throw new IllegalArgumentException(
          "Expected at most " + MAX_SAGAS + " sagas in a batch, but got " + sagas.size());
    }
  }

  /** True if the other does the same for the same reason, if perhaps to other sagas. */
  public boolean isSameAction(BatchOrder other) {
    return action.equals(other.action) && actor.equals(other.actor) && reason.equals(other.reason);
  }
}
