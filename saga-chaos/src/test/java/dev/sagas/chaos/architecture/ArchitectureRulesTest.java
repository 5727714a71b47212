package dev.sagas.chaos.architecture;

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

/** The package table of chaos runs, and a fixture for each row. */
class ArchitectureRulesTest extends PackageTableContract {
  private static final String ORCHESTRATOR = "dev.sagas.orchestrator.app..";

  ArchitectureRulesTest() {
    super(
        "dev.sagas.chaos",
        List.of(
            PackageRule.of("run", "cluster", "fault", "load", "net", "soak")
                .and("dev.sagas.dev.checker..", "dev.sagas.cli.shared..", "picocli..")
                .and(ORCHESTRATOR, "dev.sagas.engine.deployment..", "dev.sagas.operate.json..")
                .and("dev.sagas.protocol..", JACKSON, KAFKA_CLIENTS, KAFKA_COMMON),
            PackageRule.of("cluster")
                .and("dev.sagas.dev.kafka..", "dev.sagas.dev.registry..", "dev.sagas.cli..")
                .and(ORCHESTRATOR, "io.zonky..", "org.apache.kafka..", "kafka.server..", LOGGING),
            PackageRule.of("load", "cluster")
                .and("dev.sagas.dev.checker..", "dev.sagas.client..", "dev.sagas.definition..")
                .and("dev.sagas.participant..", "dev.sagas.protocol..", "dev.sagas.serde..")
                .and("dev.sagas.engine.core..", "dev.sagas.engine.deployment..")
                .and("dev.sagas.operate.action..", "dev.sagas.internal..", SCHEMAS)
                .and("dev.sagas.samples.schema..", "com.zaxxer.hikari..", "org.HdrHistogram..")
                .and(AVRO, KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
            PackageRule.of("soak", "cluster"),
            PackageRule.of("fault").and(JACKSON),
            PackageRule.of("net").and(LOGGING)),
        Set.of());
  }
}
