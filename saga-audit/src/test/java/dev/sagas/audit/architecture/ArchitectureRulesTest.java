package dev.sagas.audit.architecture;

import static dev.sagas.architecture.Libraries.KAFKA_CLIENTS;
import static dev.sagas.architecture.Libraries.KAFKA_COMMON;
import static dev.sagas.architecture.Libraries.LOGGING;

import dev.sagas.architecture.PackageRule;
import dev.sagas.architecture.PackageTableContract;
import java.util.List;
import java.util.Set;

/** What the audit may use, and a fixture that it may not. */
class ArchitectureRulesTest extends PackageTableContract {
  ArchitectureRulesTest() {
    super(
        "dev.sagas.audit",
        List.of(
            PackageRule.of(PackageRule.ROOT)
                .and("dev.sagas.engine..", "dev.sagas.protocol..", "dev.sagas.serde..")
                .and(KAFKA_CLIENTS, KAFKA_COMMON, LOGGING, "org.HdrHistogram..", "org.rocksdb..")),
        Set.of());
  }
}
