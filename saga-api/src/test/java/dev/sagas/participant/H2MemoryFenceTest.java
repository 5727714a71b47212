package dev.sagas.participant;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class H2MemoryFenceTest extends FenceContract {
  private static JdbcConnectionPool pool;

  @BeforeAll
  static void open() {
    pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
  }

  @AfterAll
  static void close() {
    pool.dispose();
  }

  @Override
  public DataSource dataSource() {
    return pool;
  }

  @Override
  String ddl() {
    return "h2.sql";
  }
}
