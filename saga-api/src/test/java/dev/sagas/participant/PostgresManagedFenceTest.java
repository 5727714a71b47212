package dev.sagas.participant;

/** The fence's contract in the transactions of a transaction manager. */
class PostgresManagedFenceTest extends PostgresFenceTest {
  @Override
  JdbcFence jdbcFence() {
    return JdbcFence.within(new ManagedTransactions(dataSource()));
  }
}
