package dev.sagas.samples.tutorial;

import dev.sagas.dev.platform.DevPlatform;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.journal.SagaHistory;
import dev.sagas.operate.query.Timeline;
import dev.sagas.protocol.SagaId;
import dev.sagas.samples.service.Sql;
import dev.sagas.schema.SagaOutcome;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Tells on the console what came of the bookings. */
record Report(DevPlatform platform, PrintWriter out) {
  void outcome(SagaOutcome outcome) {
    String why =
        outcome.getReasonCode() == null
            ? ""
            : " because of " + outcome.getFailedStep() + ": " + outcome.getReasonCode();
    out.println(outcome.getSagaId() + ": " + outcome.getOutcome() + why);
  }

  void number(String what, DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection()) {
      int number = new Sql(connection).first(sql, row -> row.getInt(1)).orElseThrow();
      out.println(what + ": " + number);
    }
  }

  void history(String saga) {
    out.println("history of " + saga + ":");
    Deployment journal = Deployment.of(platform.clientConfig());
    Timeline.of(SagaHistory.of(journal, new SagaId(saga))).forEach(out::println);
  }
}
