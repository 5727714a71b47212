package dev.sagas.dev.architecture;

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

/** The package table of dev mode and its parts, and a fixture for each row. */
class ArchitectureRulesTest extends PackageTableContract {
  private static final String CLI = "dev.sagas.cli..";
  private static final String PICOCLI = "picocli..";

  ArchitectureRulesTest() {
    super(
        "dev.sagas.dev",
        List.of(
            PackageRule.of("platform", "kafka", "registry")
                .and("dev.sagas.orchestrator.app..", CLI, PICOCLI, LOGGING)
                .and("dev.sagas.definition", "dev.sagas.operate.query"),
            PackageRule.of("bench", "kafka", "registry")
                .and("dev.sagas.orchestrator.app..", CLI, PICOCLI, JACKSON)
                .and("dev.sagas.definition..", "dev.sagas.protocol..", "dev.sagas.serde..")
                .and("dev.sagas.client..", "dev.sagas.participant..")
                .and("dev.sagas.engine.deployment..", "dev.sagas.audit..")
                .and("dev.sagas.operate.json..", SCHEMAS)
                .and("dev.sagas.samples.schema..", "org.HdrHistogram..", AVRO)
                .and("dev.sagas.orchestrator.rocksdb", "org.rocksdb..")
                .and("com.zaxxer.hikari..", "io.zonky.test..")
                .and(KAFKA_CLIENTS, KAFKA_COMMON),
            PackageRule.of("checker")
                .and("dev.sagas.protocol..", "dev.sagas.serde..", AVRO, SCHEMAS)
                .and(KAFKA_CLIENTS, KAFKA_COMMON),
            PackageRule.of("kafka").and("org.apache.kafka..", "kafka.server..", LOGGING),
            PackageRule.of("registry")
                .and("dev.sagas.internal..", "dev.sagas.serde..", AVRO, JACKSON)
                .and(KAFKA_CLIENTS, KAFKA_COMMON, LOGGING)
                .and("io.javalin..", "jakarta.servlet..", "kotlin.."),
            PackageRule.of("simulate")
                .and("dev.sagas.engine", "dev.sagas.engine.core", "dev.sagas.engine.wire")
                .and("dev.sagas.definition..", "dev.sagas.protocol..", "dev.sagas.serde..")
                .and(CLI, PICOCLI, JACKSON, KAFKA_COMMON, SCHEMAS)),
        Set.of());
  }
}
