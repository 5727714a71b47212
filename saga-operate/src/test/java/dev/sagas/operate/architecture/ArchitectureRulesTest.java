package dev.sagas.operate.architecture;

import static dev.sagas.architecture.Libraries.AVRO;
import static dev.sagas.architecture.Libraries.JACKSON;
import static dev.sagas.architecture.Libraries.KAFKA_CLIENTS;
import static dev.sagas.architecture.Libraries.KAFKA_COMMON;
import static dev.sagas.architecture.Libraries.LOGGING;
import static dev.sagas.architecture.Libraries.SCHEMAS;

import dev.sagas.architecture.PackageRule;
import dev.sagas.architecture.PackageTableContract;
import java.util.List;
import java.util.Set;

/** The package table of what operators ask and do, and a fixture for each row. */
class ArchitectureRulesTest extends PackageTableContract {
  private static final String ENGINE = "dev.sagas.engine..";
  private static final String PROTOCOL = "dev.sagas.protocol..";
  private static final String SERDE = "dev.sagas.serde..";

  ArchitectureRulesTest() {
    super(
        "dev.sagas.operate",
        List.of(
            PackageRule.of("definitions")
                .and("dev.sagas.engine.definitions", "dev.sagas.engine.core")
                .and("dev.sagas.definition..", PROTOCOL, SCHEMAS, AVRO),
            PackageRule.of("query")
                .and("dev.sagas.index.live", ENGINE, PROTOCOL, SERDE, AVRO, JACKSON)
                .and(KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
            PackageRule.of("records")
                .and(ENGINE, PROTOCOL, SERDE, AVRO, KAFKA_CLIENTS, KAFKA_COMMON),
            PackageRule.of("topics").and(ENGINE, PROTOCOL, KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
            PackageRule.of("action", "query", "topics")
                .and("dev.sagas.index.live", "dev.sagas.client..", ENGINE, PROTOCOL, SERDE)
                .and(KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
            PackageRule.of("deadletters", "topics")
                .and(ENGINE, PROTOCOL, SERDE, KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
            PackageRule.of("doctor", "query", "deadletters", "topics")
                .and(
                    "dev.sagas.index.live",
                    "dev.sagas.index.exported",
                    ENGINE,
                    PROTOCOL,
                    SERDE,
                    SCHEMAS,
                    AVRO,
                    KAFKA_CLIENTS,
                    KAFKA_COMMON),
            PackageRule.of("bulk", "action")
                .and("dev.sagas.index.live", ENGINE, PROTOCOL, LOGGING, "dev.sagas.internal.."),
            PackageRule.of("history", "query").and(ENGINE, PROTOCOL, KAFKA_CLIENTS, KAFKA_COMMON),
            PackageRule.of("watch", "why", "query", "doctor", "history", "deadletters")
                .and(ENGINE, PROTOCOL, "dev.sagas.internal..", LOGGING),
            PackageRule.of("why", "query", "doctor", "history", "deadletters")
                .and(ENGINE, "dev.sagas.definition..", PROTOCOL),
            PackageRule.of(
                    "json",
                    "query",
                    "action",
                    "bulk",
                    "deadletters",
                    "definitions",
                    "doctor",
                    "why",
                    "history")
                .and(ENGINE, "dev.sagas.index..", PROTOCOL, JACKSON)),
        Set.of());
  }
}
