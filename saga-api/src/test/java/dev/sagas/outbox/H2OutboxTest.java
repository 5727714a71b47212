package dev.sagas.outbox;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

class H2OutboxTest extends OutboxContract {
  private static final JdbcConnectionPool POOL =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");

  @AfterAll
  static void close() {
    POOL.dispose();
  }

  @Override
  DataSource dataSource() {
    return POOL;
  }

  @Override
  String ddl() {
    return "h2.sql";
  }
}
