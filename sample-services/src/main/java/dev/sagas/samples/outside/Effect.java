package dev.sagas.samples.outside;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Something that can be taken once for a key, and cancelled.
 *
 * <ul>
 *   <li>Works in the caller's transaction, in which nobody else has the key.
 * </ul>
 *
 * @param <R> what is asked for; its JSON tells two requests apart
 */
interface Effect<R> {
  /** Names the kind of effect; a key belongs to one kind. */
  String kind();

  Class<R> requestType();

  /** Takes the effect, or says why not. An answer that is not final must leave no effect. */
  Answer take(Sql sql, String key, R request) throws SQLException;

  /** Undoes the effect if it stands. */
  void undo(Sql sql, String key) throws SQLException;

  /** What was taken for the key, whether it stands or not. */
  Optional<ObjectNode> find(Sql sql, String key) throws SQLException;
}
