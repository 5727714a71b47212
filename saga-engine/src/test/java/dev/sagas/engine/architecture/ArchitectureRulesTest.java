package dev.sagas.engine.architecture;

import static dev.sagas.architecture.Libraries.AVRO;
import static dev.sagas.architecture.Libraries.KAFKA_CLIENTS;
import static dev.sagas.architecture.Libraries.KAFKA_COMMON;
import static dev.sagas.architecture.Libraries.LOGGING;
import static dev.sagas.architecture.Libraries.SCHEMAS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.architecture.OneEngine;
import dev.sagas.architecture.PackageRule;
import dev.sagas.architecture.PackageTableContract;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The package table of the engine, and a fixture for each row that proves that it can fail. */
class ArchitectureRulesTest extends PackageTableContract {
  private static final String DEFINITION = "dev.sagas.definition..";
  private static final String PROTOCOL = "dev.sagas.protocol..";
  private static final String SERDE = "dev.sagas.serde..";

  ArchitectureRulesTest() {
    super(
        "dev.sagas.engine",
        List.of(
            PackageRule.of("core").and(DEFINITION, PROTOCOL, "org.pcollections.."),
            PackageRule.of("wire", "core")
                .and(DEFINITION, PROTOCOL, SERDE, SCHEMAS)
                .and(AVRO, KAFKA_CLIENTS, KAFKA_COMMON),
            PackageRule.of(PackageRule.ROOT, "core", "wire")
                .and(PROTOCOL, SERDE, "dev.sagas.internal..", KAFKA_COMMON, LOGGING),
            PackageRule.of("deployment", PackageRule.ROOT, "wire")
                .and(PROTOCOL, SERDE, "dev.sagas.internal..", KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
            PackageRule.of("definitions", "core", "wire")
                .and(DEFINITION, PROTOCOL, SERDE, SCHEMAS)
                .and(AVRO, KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
            PackageRule.of("journal", "core", "wire", "deployment")
                .and(PROTOCOL, SERDE, KAFKA_CLIENTS, KAFKA_COMMON)),
        Set.of());
  }

  @Test
  void shouldFindEachSecondEngineWhenFixturesAreImported() {
    assertThat(violations(OneEngine.encodes()))
        .anyMatch(violation -> violation.contains("BadEncodesEntry.again"))
        .anyMatch(violation -> violation.contains("BadEncodesCheckpoint.again"))
        .anyMatch(violation -> violation.contains("BadWritesCommand.again"));
    assertThat(violations(OneEngine.decides()))
        .anyMatch(violation -> violation.contains("BadDecides.again"));
  }
}
