package dev.sagas.export.query;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.index.exported.ExportConnector;
import dev.sagas.index.exported.ExportUnavailableException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("crash")
class PostgresQueriesTest extends ExportQueriesContract {
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().start();
    open(at("sagas"));
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static ExportConnector.Address at(String schema) {
    return new ExportConnector.Address(
        postgres.getJdbcUrl("postgres", "postgres"), "postgres", "", schema);
  }

  @Override
  ExportConnector.Address address(String schema) {
    return at(schema);
  }

  @Override
  boolean knowsPaths() {
    return true;
  }

  @Test
  void shouldOnlyReadAndNotForLong() {
    try (ReadPool pool = new ReadPool(address("sagas"), 1)) {
      assertThatThrownBy(
              () ->
                  pool.read(session -> session.list(SqlText.of("SELECT pg_sleep(20)"), row -> row)))
          .isInstanceOf(ExportUnavailableException.class)
          .hasMessageContaining("within 1 s");
      assertThatThrownBy(
              () ->
                  pool.read(
                      session ->
                          session.connection().createStatement().execute("CREATE TABLE x (y int)")))
          .isInstanceOf(ExportUnavailableException.class)
          .hasMessageContaining("read-only");
    }
  }
}
