package dev.sagas.export.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.index.exported.ExportConnector;
import dev.sagas.index.exported.ExportUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2QueriesTest extends ExportQueriesContract {
  @TempDir private static Path folder;

  @BeforeAll
  static void open() throws SQLException {
    open(at("sagas"));
  }

  private static ExportConnector.Address at(String schema) {
    return new ExportConnector.Address("jdbc:h2:" + folder.resolve("export"), "sa", "", schema);
  }

  @Override
  ExportConnector.Address address(String schema) {
    return at(schema);
  }

  @Override
  boolean knowsPaths() {
    return false;
  }

  @Test
  void shouldNotCreateADatabase() {
    ExportConnector.Address wrong =
        new ExportConnector.Address("jdbc:h2:" + folder.resolve("wrong"), "sa", "", "sagas");
    try (ExportQueries queries = ExportQueries.open(wrong, Optional::empty)) {
      assertThat(queries.state().whyNot().orElseThrow()).contains("nothing is exported there yet");
    }
    assertThat(Files.exists(folder.resolve("wrong.mv.db"))).isFalse();
  }

  @Test
  void shouldNeverSayThePassword() {
    ExportConnector.Address wrong =
        new ExportConnector.Address("jdbc:none:x?password=card-4711", "sa", "card-4711", "sagas");
    assertThat(wrong).asString().doesNotContain("4711");
    assertThatThrownBy(() -> ExportQueries.open(wrong, Optional::empty))
        .isInstanceOf(ExportUnavailableException.class)
        .satisfies(thrown -> assertThat(Throwables.getStackTrace(thrown)).doesNotContain("4711"));
  }
}
