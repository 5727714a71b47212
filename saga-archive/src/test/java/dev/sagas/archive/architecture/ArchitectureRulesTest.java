package dev.sagas.archive.architecture;

import static dev.sagas.architecture.Libraries.AVRO;
import static dev.sagas.architecture.Libraries.JACKSON;
import static dev.sagas.architecture.Libraries.KAFKA_CLIENTS;
import static dev.sagas.architecture.Libraries.KAFKA_COMMON;
import static dev.sagas.architecture.Libraries.SCHEMAS;

import dev.sagas.architecture.PackageRule;
import dev.sagas.architecture.PackageTableContract;
import java.util.List;
import java.util.Set;

/** The package table of the archive, and a fixture for each row. */
class ArchitectureRulesTest extends PackageTableContract {
  private static final String OBJECTS = "dev.sagas.objects";
  private static final String CLAIMS = "dev.sagas.claims";
  private static final String DEPLOYMENT = "dev.sagas.engine.deployment..";

  ArchitectureRulesTest() {
    super(
        "dev.sagas.archive",
        List.of(
            PackageRule.of("format")
                .and(OBJECTS, SCHEMAS, AVRO, JACKSON, KAFKA_CLIENTS, KAFKA_COMMON)
                .and("dev.sagas.serde.."),
            PackageRule.of("write", "format").and(OBJECTS, DEPLOYMENT, KAFKA_CLIENTS, KAFKA_COMMON),
            PackageRule.of("read", "format")
                .and(OBJECTS, DEPLOYMENT, KAFKA_CLIENTS, KAFKA_COMMON)
                .and("dev.sagas.engine.wire..", "dev.sagas.protocol.."),
            PackageRule.of("verify", "format").and(OBJECTS),
            PackageRule.of("claims")
                .and(OBJECTS, CLAIMS, DEPLOYMENT, JACKSON, KAFKA_CLIENTS, KAFKA_COMMON)
                .and(
                    "dev.sagas.serde..",
                    "dev.sagas.protocol..",
                    "org.apache.kafka.clients.admin.."),
            PackageRule.of("command", "format", "write", "read", "verify", "claims")
                .and(OBJECTS, CLAIMS, DEPLOYMENT, JACKSON, KAFKA_CLIENTS, KAFKA_COMMON)
                .and("dev.sagas.serde..")
                .and("dev.sagas.cli.shared..", "dev.sagas.protocol..", "picocli..")),
        Set.of());
  }
}
