package dev.sagas.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sagas.participant.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All contracts of the outbox on a real MariaDB; skipped where its server is not installed. */
@Tag("interop")
class MariaDbOutboxTest extends OutboxContract {
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
  void shouldSeeSagaIdsInTheirExactCase() throws Exception {
    // when
    bench()
        .commit(
            connection -> {
              bench().signal(connection, "Order-1", 1);
              bench().signal(connection, "order-1", 2);
            });

    // then
    try (Connection connection = dataSource().getConnection()) {
      assertThat(new OutboxTable("saga_outbox").lockFirsts(connection, 10))
          .extracting(OutboxRow::sagaId)
          .containsExactly("Order-1", "order-1");
    }
  }

  @Override
  DataSource dataSource() {
    return server.dataSource();
  }

  @Override
  String ddl() {
    return "mysql.sql";
  }
}
