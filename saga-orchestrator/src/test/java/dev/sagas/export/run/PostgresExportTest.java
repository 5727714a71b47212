package dev.sagas.export.run;

import dev.sagas.export.jdbc.ExportDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

@Tag("crash")
class PostgresExportTest extends ExportedTablesContract {
  private EmbeddedPostgres postgres;

  @BeforeEach
  void open() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
  }

  @AfterEach
  void close() throws IOException {
    postgres.close();
  }

  @Override
  ExportDatabase.Address address(String schema) {
    return new ExportDatabase.Address(
        postgres.getJdbcUrl("postgres", "postgres"), "postgres", "", schema, 1);
  }
}
