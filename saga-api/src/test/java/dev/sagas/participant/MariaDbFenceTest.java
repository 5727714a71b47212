package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sagas.protocol.Action;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All contracts of the fence on a real MariaDB; skipped where its server is not installed. */
@Tag("interop")
class MariaDbFenceTest extends FenceContract {
  @TempDir private static Path directory;
  private static MariaDbServer server;

  @BeforeAll
  static void open() throws Exception {
    assumeTrue(MariaDbServer.isInstalled(), "mariadb-server is not installed");
    server = MariaDbServer.start(directory);
  }

  @AfterAll
  static void close() throws InterruptedException {
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void shouldSeeKeysInTheirExactCase() throws Exception {
    // given
    Script upper = Script.succeeding();
    Script lower = Script.succeeding();

    // when
    once(FencedCommand.execute(FenceBench.key("Order-1", Action.EXECUTE, 1), 9_000), upper);
    once(FencedCommand.execute(FenceBench.key("order-1", Action.EXECUTE, 1), 9_000), lower);

    // then
    assertThat(upper.calls()).isEqualTo(1);
    assertThat(lower.calls()).isEqualTo(1);
  }

  @Test
  void shouldBeRetriedWhenARowIsLockedForTooLong() throws Exception {
    try (Connection holder = dataSource().getConnection();
        Connection waiting = dataSource().getConnection();
        Statement holds = holder.createStatement();
        Statement waits = waiting.createStatement()) {
      holder.setAutoCommit(false);
      holds.execute("SELECT * FROM balance FOR UPDATE");
      waits.execute("SET innodb_lock_wait_timeout = 1");

      assertThatThrownBy(() -> waits.execute("UPDATE balance SET amount = 1"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(DatabaseErrors.isTransient(e)).isTrue());
      holder.rollback();
    }
  }

  @Override
  public DataSource dataSource() {
    return server.dataSource();
  }

  @Override
  String ddl() {
    return "mysql.sql";
  }
}
