package dev.sagas.cli.architecture;

import static dev.sagas.architecture.Libraries.AVRO;
import static dev.sagas.architecture.Libraries.JACKSON;
import static dev.sagas.architecture.Libraries.KAFKA_CLIENTS;
import static dev.sagas.architecture.Libraries.KAFKA_COMMON;
import static dev.sagas.architecture.Libraries.SCHEMAS;

import dev.sagas.architecture.PackageRule;
import dev.sagas.architecture.PackageTableContract;
import java.util.List;
import java.util.Set;

/**
 * The package table of the command line, and a fixture for each row; the root finds the commands.
 */
class ArchitectureRulesTest extends PackageTableContract {
  private static final String PROTOCOL = "dev.sagas.protocol..";
  private static final String ENGINE = "dev.sagas.engine..";
  private static final String OPERATE = "dev.sagas.operate..";
  private static final String PICOCLI = "picocli..";

  ArchitectureRulesTest() {
    super(
        "dev.sagas.cli",
        List.of(
            PackageRule.of("shared")
                .and("dev.sagas.engine.deployment", "dev.sagas.operate.query")
                .and("dev.sagas.operate.topics", PROTOCOL, PICOCLI, KAFKA_COMMON)
                .and("dev.sagas.index.live", "dev.sagas.index.exported")
                .and("org.apache.commons.text.."),
            PackageRule.of("server", "shared").and(ENGINE, OPERATE, PROTOCOL, PICOCLI, JACKSON),
            PackageRule.of("saga", "server", "shared")
                .and("dev.sagas.index.live", "dev.sagas.index.exported")
                .and(ENGINE, OPERATE, PROTOCOL, PICOCLI, JACKSON),
            PackageRule.of("action", "server", "shared")
                .and("dev.sagas.index.live", ENGINE, OPERATE, PROTOCOL, PICOCLI, JACKSON),
            PackageRule.of("journal", "saga", "shared")
                .and(
                    "dev.sagas.audit..",
                    "dev.sagas.index.live",
                    "dev.sagas.index.exported",
                    ENGINE,
                    OPERATE,
                    PROTOCOL,
                    PICOCLI,
                    JACKSON),
            PackageRule.of("asyncapi")
                .and("dev.sagas.operate.json", "dev.sagas.operate.query", PROTOCOL, SCHEMAS)
                .and("dev.sagas.serde", AVRO, JACKSON),
            PackageRule.of("definitions", "action", "asyncapi", "server", "shared")
                .and(ENGINE, OPERATE, PROTOCOL, "dev.sagas.serde", PICOCLI, JACKSON),
            PackageRule.of("deadletters", "shared").and(ENGINE, OPERATE, PICOCLI, JACKSON),
            PackageRule.of("topics", "shared")
                .and(ENGINE, OPERATE, PROTOCOL, PICOCLI, JACKSON, KAFKA_CLIENTS, KAFKA_COMMON),
            PackageRule.of("doctor", "shared")
                .and(
                    "dev.sagas.index.exported",
                    ENGINE,
                    OPERATE,
                    PROTOCOL,
                    PICOCLI,
                    JACKSON,
                    KAFKA_CLIENTS),
            PackageRule.of("starter", "shared").and(PICOCLI, "javax.lang.model")),
        Set.of("."));
  }
}
