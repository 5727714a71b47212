package dev.sagas.participant;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class H2FileFenceTest extends FenceContract {
  @TempDir private static Path directory;
  private static JdbcConnectionPool pool;

  @BeforeAll
  static void open() {
    pool =
        JdbcConnectionPool.create(
            "jdbc:h2:file:" + directory.resolve("service") + ";WRITE_DELAY=0", "", "");
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
