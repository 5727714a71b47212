package dev.sagas.participant;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What the fence promises (R23, R24, R27), on any database: all its contracts on one of them. */
@Timeout(60)
abstract class FenceContract
    implements FenceExecuteContract,
        FenceCompensationContract,
        FenceRaceContract,
        FenceTableContract,
        FenceTwoPhaseContract {
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private Fence fence;
  private DeduplicationKey execute;

  abstract String ddl();

  JdbcFence jdbcFence() {
    return JdbcFence.on(dataSource());
  }

  @BeforeEach
  void createTables() throws SQLException, IOException {
    execute = FenceBench.key("saga-" + UUID.randomUUID(), Action.EXECUTE, 1);
    fence = jdbcFence().open();
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        InputStream ddl = JdbcFence.class.getResourceAsStream("fence/" + ddl())) {
      statement.execute("DROP TABLE IF EXISTS saga_fence");
      statement.execute("DROP TABLE IF EXISTS other_fence");
      statement.execute("DROP TABLE IF EXISTS balance");
      statement.execute("CREATE TABLE balance (name VARCHAR(50) PRIMARY KEY, amount INT)");
      statement.execute("INSERT INTO balance VALUES ('stock', 100)");
      String tables = new String(ddl.readAllBytes(), StandardCharsets.UTF_8);
      statement.execute(tables);
      statement.execute(tables); // as a service does that runs it at each start
    }
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Override
  public final Fence fence() {
    return fence;
  }

  @Override
  public final ExecutorService threads() {
    return threads;
  }

  @Override
  public final FencedCommand execute() {
    return FencedCommand.execute(execute, FENCE_UNTIL_MS);
  }

  @Override
  public final void useExecute(DeduplicationKey key) {
    execute = key;
  }
}
