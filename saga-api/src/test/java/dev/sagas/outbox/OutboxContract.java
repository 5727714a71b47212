package dev.sagas.outbox;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What the outbox promises, on any database: all its contracts on one of them. */
@Timeout(60)
abstract class OutboxContract
    implements OutboxWriteContract, OutboxOrderContract, OutboxFailureContract {
  private OutboxBench bench;

  abstract DataSource dataSource();

  abstract String ddl();

  @BeforeEach
  void createTables() throws Exception {
    bench = new OutboxBench(dataSource());
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        InputStream ddl = SagaOutbox.class.getResourceAsStream(ddl())) {
      statement.execute("DROP TABLE IF EXISTS saga_outbox");
      statement.execute("DROP TABLE IF EXISTS other_outbox");
      statement.execute("DROP TABLE IF EXISTS orders");
      statement.execute("CREATE TABLE orders (id VARCHAR(50) PRIMARY KEY)");
      statement.execute(new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @AfterEach
  void closeBench() throws Exception {
    bench.close();
  }

  @Override
  public final OutboxBench bench() {
    return bench;
  }
}
