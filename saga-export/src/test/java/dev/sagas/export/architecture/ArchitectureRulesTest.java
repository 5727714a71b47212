package dev.sagas.export.architecture;

import static dev.sagas.architecture.Libraries.JACKSON;
import static dev.sagas.architecture.Libraries.KAFKA_CLIENTS;
import static dev.sagas.architecture.Libraries.KAFKA_COMMON;
import static dev.sagas.architecture.Libraries.LOGGING;

import dev.sagas.architecture.PackageRule;
import dev.sagas.architecture.PackageTableContract;
import java.util.List;
import java.util.Set;

/** The package table of the export, and a fixture for each row. */
class ArchitectureRulesTest extends PackageTableContract {
  private static final String CORE = "dev.sagas.engine.core..";
  private static final String JOURNAL = "dev.sagas.engine.journal..";
  private static final String WIRE = "dev.sagas.engine.wire..";
  private static final String AUDIT = "dev.sagas.audit";
  private static final String PROTOCOL = "dev.sagas.protocol..";

  ArchitectureRulesTest() {
    super(
        "dev.sagas.export",
        List.of(
            PackageRule.of("run", "jdbc", "rows", "parquet")
                .and(CORE, JOURNAL, WIRE, PROTOCOL, "dev.sagas.engine.deployment..")
                .and("dev.sagas.operate.query..", "dev.sagas.cli.shared..", "picocli..")
                .and("dev.sagas.serde..")
                .and(JACKSON, KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
            PackageRule.of("parquet", "rows").and(JACKSON),
            PackageRule.of("query")
                .and(PROTOCOL, "dev.sagas.index.exported..", "dev.sagas.index.live..")
                .and("dev.sagas.operate.json..", "dev.sagas.cli.journal", AUDIT)
                .and("com.zaxxer.hikari..", JACKSON),
            PackageRule.of("jdbc", "rows")
                .and(AUDIT, CORE, JOURNAL, WIRE, PROTOCOL, "com.zaxxer.hikari..", "org.flywaydb..")
                .and(LOGGING),
            PackageRule.of("rows")
                .and(AUDIT, CORE, JOURNAL, WIRE, PROTOCOL)
                .and("dev.sagas.operate.json..", JACKSON)),
        Set.of());
  }
}
