package dev.sagas.testkit.architecture;

import static dev.sagas.architecture.Libraries.AVRO;
import static dev.sagas.architecture.Libraries.KAFKA_COMMON;
import static dev.sagas.architecture.Libraries.SCHEMAS;

import dev.sagas.architecture.PackageRule;
import dev.sagas.architecture.PackageTableContract;
import java.util.List;
import java.util.Set;

/** The package table of the test kit, and the fixture that proves that it can fail. */
class ArchitectureRulesTest extends PackageTableContract {
  ArchitectureRulesTest() {
    super(
        "dev.sagas.testkit",
        List.of(
            PackageRule.of(PackageRule.ROOT)
                .and("dev.sagas.engine", "dev.sagas.engine.core..", "dev.sagas.engine.wire..")
                .and("dev.sagas.engine.definitions..", "dev.sagas.engine.journal..")
                .and("dev.sagas.definition..", SCHEMAS)
                .and("dev.sagas.participant..", "dev.sagas.protocol..", "dev.sagas.serde..")
                .and(AVRO, KAFKA_COMMON, "org.junit..")),
        Set.of());
  }
}
