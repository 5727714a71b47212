package dev.sagas.admin;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Takes the events of an orchestrator.
 *
 * <ul>
 *   <li>Called by one thread, one event after the other. If it throws, listening ends.
 * </ul>
 */
public interface AdminListener {
  /** A change of a saga was committed. */
  void changed(ListedSaga saga);

  /**
   * What the counts are now; at most once a second.
   *
   * @param counts as {@code GET /api/v1/sagas/counts} answers
   */
  default void counted(JsonNode counts) {}

  /**
   * Events may have been missed: a list shows what there is now.
   *
   * @param reason for a person
   */
  default void missed(String reason) {}
}
