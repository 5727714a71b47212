package dev.sagas.samples.outside;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.samples.service.Sql;
import java.sql.SQLException;
import java.util.Optional;

/**
 * An effect that can happen once per key, and be cancelled.
 *
 * <ul>
 *   <li>Works in the caller's transaction, which holds the key exclusively.
 * </ul>
 *
 * @param <R> the request; its JSON distinguishes two requests
 */
interface Effect<R> {
  /** Names the kind of effect; a key belongs to one kind. */
  String kind();

  Class<R> requestType();

  /** Applies the effect, or says why not. An answer that is not final must leave no effect. */
  Answer take(Sql sql, String key, R request) throws SQLException;

  /** Undoes the effect if it exists. */
  void undo(Sql sql, String key) throws SQLException;

  /** The effect of the key, whether it was undone or not. */
  Optional<ObjectNode> find(Sql sql, String key) throws SQLException;
}
