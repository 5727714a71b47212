package dev.sagas.participant;

import java.sql.SQLException;

/**
 * What the {@link JdbcFence} says differently to another database. The defaults are standard SQL.
 *
 * <ul>
 *   <li>PostgreSQL, MySQL, MariaDB and H2 are recognised and need none.
 *   <li>The database must have savepoints, and an insert that fails because of its key must leave
 *       the transaction usable.
 *   <li>The table has the columns of {@code dev/sagas/participant/fence/h2.sql}. It compares keys
 *       by their exact characters, also in case.
 *   <li>Must be thread-safe.
 * </ul>
 */
public interface FenceDialect {
  /**
   * Selects the columns of the row with {@code execute_key = ?}, and locks the row until the
   * transaction ends. Waits for the row if another transaction has locked it, and then reads what
   * that one has committed.
   */
  default String selectAndLock(String table, String columns) {
    return "SELECT " + columns + " FROM " + table + " WHERE execute_key = ? FOR UPDATE";
  }

  /**
   * Deletes at most {@code limit} of the rows with an {@code expires_at} below {@code beforeMs}.
   */
  default String deleteExpired(String table, long beforeMs, int limit) {
    // The outer condition is checked again on a row that was extended in the meantime.
    return """
    DELETE FROM %s
    WHERE expires_at < %s
      AND execute_key IN (
        SELECT execute_key FROM %s
        WHERE expires_at < %s ORDER BY expires_at FETCH FIRST %s ROWS ONLY)
    """
        .formatted(table, beforeMs, table, beforeMs, limit);
  }

  /** True if a row was not inserted because there is one with its key. */
  default boolean isDuplicateKey(SQLException error) {
    return DatabaseErrors.isDuplicateKey(error);
  }
}
