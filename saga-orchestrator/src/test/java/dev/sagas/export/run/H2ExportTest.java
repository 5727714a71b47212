package dev.sagas.export.run;

import dev.sagas.export.jdbc.ExportDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2ExportTest extends ExportedTablesContract {
  @TempDir private Path file;

  @Override
  ExportDatabase.Address address(String schema) {
    return new ExportDatabase.Address("jdbc:h2:" + file.resolve("export"), "sa", "", schema, 1);
  }
}
