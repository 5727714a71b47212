package dev.sagas.participant;

/** MySQL and MariaDB, which have no limit in a subquery. */
final class MySqlFenceDialect implements FenceDialect {
  @Override
  public String deleteExpired(String table, long beforeMs, int limit) {
    return "DELETE FROM %s WHERE expires_at < %s ORDER BY expires_at LIMIT %s"
        .formatted(table, beforeMs, limit);
  }
}
