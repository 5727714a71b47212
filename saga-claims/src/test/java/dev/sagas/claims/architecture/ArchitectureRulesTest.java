package dev.sagas.claims.architecture;

import static dev.sagas.architecture.Libraries.KAFKA_CLIENTS;
import static dev.sagas.architecture.Libraries.KAFKA_COMMON;
import static dev.sagas.architecture.Libraries.LOGGING;

import dev.sagas.architecture.PackageRule;
import dev.sagas.architecture.PackageTableContract;
import java.util.List;
import java.util.Set;

/** The package table of claims, and a fixture for each row. */
class ArchitectureRulesTest extends PackageTableContract {
  ArchitectureRulesTest() {
    super(
        "dev.sagas.claims",
        List.of(
            PackageRule.of(PackageRule.ROOT)
                .and("dev.sagas.serde..", "dev.sagas.objects..")
                .and("javax.crypto..", KAFKA_CLIENTS, KAFKA_COMMON, LOGGING)),
        Set.of());
  }
}
