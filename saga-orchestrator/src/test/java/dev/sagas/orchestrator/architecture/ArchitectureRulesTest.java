package dev.sagas.orchestrator.architecture;

import static dev.sagas.architecture.Libraries.AVRO;
import static dev.sagas.architecture.Libraries.KAFKA_CLIENTS;
import static dev.sagas.architecture.Libraries.KAFKA_COMMON;
import static dev.sagas.architecture.Libraries.LOGGING;
import static dev.sagas.architecture.Libraries.SCHEMAS;

import dev.sagas.architecture.PackageRule;
import dev.sagas.architecture.PackageTableContract;
import java.util.List;
import java.util.Set;

/**
 * The package table of the orchestrator, and a fixture for each row that proves that it can fail.
 *
 * <p>{@code app} wires everything and so has no row; that nothing uses {@code app} follows from the
 * other rows.
 */
class ArchitectureRulesTest extends PackageTableContract {
  private static final String PROTOCOL = "dev.sagas.protocol..";
  private static final String SERDE = "dev.sagas.serde..";
  private static final String INTERNAL = "dev.sagas.internal..";

  ArchitectureRulesTest() {
    super(
        "dev.sagas.orchestrator",
        List.of(
            PackageRule.of("claims").and("dev.sagas.claims", SERDE, KAFKA_COMMON),
            PackageRule.of("rocksdb").and("org.apache.kafka.streams..", "org.rocksdb.."),
            PackageRule.of("streams", "claims", "rocksdb")
                .and(SERDE)
                .and("dev.sagas.engine", "dev.sagas.engine.core", "dev.sagas.engine.wire")
                .and("dev.sagas.engine.deployment", "dev.sagas.operate.topics", PROTOCOL, INTERNAL)
                .and("dev.sagas.index..")
                .and("org.apache.kafka.streams..", KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
            PackageRule.of("definitions")
                .and("dev.sagas.engine", "dev.sagas.engine.core", "dev.sagas.engine.wire")
                .and("dev.sagas.engine.definitions", "dev.sagas.definition..", PROTOCOL)
                .and("dev.sagas.operate.definitions")
                .and(SERDE, SCHEMAS, AVRO, KAFKA_CLIENTS, KAFKA_COMMON, LOGGING)
                .and("org.objectweb.asm.."),
            PackageRule.of("index", "streams")
                .and("dev.sagas.engine.core", "dev.sagas.index.live", PROTOCOL, INTERNAL, LOGGING)
                .and("dev.sagas.operate.history"),
            PackageRule.of("metrics", "streams", "claims")
                .and("dev.sagas.engine.core", PROTOCOL, INTERNAL)
                .and("dev.sagas.operate.doctor", "dev.sagas.index.live")
                .and("dev.sagas.operate.topics", "io.micrometer..")
                .and("org.apache.kafka.streams..", KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
            PackageRule.of("tracing", "streams")
                .and("dev.sagas.engine.core", PROTOCOL, "io.opentelemetry..")),
        Set.of("app"));
  }
}
