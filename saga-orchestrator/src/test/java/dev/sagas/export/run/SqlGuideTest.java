package dev.sagas.export.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.audit.RandomTrips;
import dev.sagas.audit.RecordedDeployment;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.export.jdbc.ExportDatabase;
import dev.sagas.export.rows.RunRows;
import dev.sagas.operate.query.Payloads;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every question of the guide is asked about random sagas. */
@Tag("crash")
class SqlGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "guides", "sql.md");
  private static final Pattern QUESTION = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void shouldAnswerEveryQuestion() throws Exception {
    List<String> questions = new ArrayList<>();
    Matcher found = QUESTION.matcher(Files.readString(GUIDE, StandardCharsets.UTF_8));
    while (found.find()) {
      questions.add(found.group(1));
    }
    assertThat(questions).hasSize(20);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      export(postgres.getJdbcUrl("postgres", "postgres"));
      int answered = 0;
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("SET search_path = sagas");
        for (String question : questions) {
          try (ResultSet rows = statement.executeQuery(question)) {
            answered += rows.next() ? 1 : 0;
          }
        }
      }
      // No labels, operators, requests over HTTP or incidents are among them.
      assertThat(answered).isGreaterThanOrEqualTo(12);
    }
  }

  private void export(String url) throws Exception {
    ExportDatabase.Address address = new ExportDatabase.Address(url, "postgres", "", "sagas", 1);
    try (RecordedDeployment deployment = new RecordedDeployment(folder);
        Payloads payloads = Payloads.open(Deployment.of(deployment.client));
        ExportDatabase database = ExportDatabase.open(address)) {
      RandomTrips.play(deployment, 1, 30, 300);
      List<ReadEntry> journal = deployment.tape.journal();
      RunRows rows = new RunRows(data -> Optional.of(payloads.json(data).toString()));
      StretchFold fold = new StretchFold(rows, 100);
      database.begin(Map.of(0, 0L), 0);
      database.write(
          fold.fold(journal, Map.of()).rows(),
          new ExportDatabase.Stretch(0, 0, journal.size(), 1, 1));
    }
  }
}
