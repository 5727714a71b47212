package dev.sagas.participant;

/** The fence's contract in the transactions of a transaction manager. */
class H2ManagedFenceTest extends H2MemoryFenceTest {
  @Override
  JdbcFence jdbcFence() {
    return JdbcFence.within(new ManagedTransactions(dataSource()));
  }
}
