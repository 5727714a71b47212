package dev.sagas.spring.architecture;

import static dev.sagas.architecture.Libraries.AVRO;
import static dev.sagas.architecture.Libraries.KAFKA_CLIENTS;
import static dev.sagas.architecture.Libraries.LOGGING;
import static dev.sagas.architecture.Libraries.MICROMETER;

import dev.sagas.architecture.PackageRule;
import dev.sagas.architecture.PackageTableContract;
import java.util.List;
import java.util.Set;

/** The package table of the starter, and a fixture for each row. */
class ArchitectureRulesTest extends PackageTableContract {
  private static final String PARTICIPANT = "dev.sagas.participant..";
  private static final String PROTOCOL = "dev.sagas.protocol..";

  /** Not its packages below: internal classes move from one version to the next. */
  private static final String KAFKA = "org.apache.kafka.common";

  private static final String BOOT = "org.springframework.boot..";
  private static final String OBSERVATION = "io.micrometer.observation..";

  ArchitectureRulesTest() {
    super(
        "dev.sagas.spring",
        List.of(
            PackageRule.of(PackageRule.ROOT)
                .and(PARTICIPANT, PROTOCOL, AVRO)
                .and("org.springframework.boot.autoconfigure.service.connection.."),
            PackageRule.of("handler")
                .and("dev.sagas.spring", PARTICIPANT, PROTOCOL, AVRO)
                .and("org.springframework.aop..", "org.springframework.beans..")
                .and("org.springframework.core..", "org.springframework.util.."),
            PackageRule.of("transaction", "handler")
                .and("dev.sagas.client..", "dev.sagas.outbox..", PARTICIPANT, PROTOCOL, AVRO)
                .and("org.springframework.jdbc..", "org.springframework.transaction..")
                .and("org.springframework.orm.jpa..", "org.springframework.util..")
                .and("org.springframework.dao..", "jakarta.persistence.."),
            PackageRule.of("lifecycle")
                .and(PARTICIPANT, PROTOCOL, "dev.sagas.outbox..", "dev.sagas.internal..", LOGGING)
                .and("dev.sagas.serde..", "org.springframework.context.."),
            PackageRule.of("health", "lifecycle")
                .and(PROTOCOL, "dev.sagas.serde..", KAFKA_CLIENTS, KAFKA)
                .and("org.springframework.boot.health.contributor.."),
            PackageRule.of("observation", "handler")
                .and(PARTICIPANT, PROTOCOL, AVRO, OBSERVATION, "io.micrometer.common.."),
            PackageRule.of("testcontainers").and("dev.sagas.spring", BOOT, "org.testcontainers.."),
            PackageRule.of("compose").and("dev.sagas.spring", BOOT),
            PackageRule.of("test", "handler")
                .and("dev.sagas.spring", "dev.sagas.definition..", PARTICIPANT, PROTOCOL)
                .and("dev.sagas.testkit", AVRO, BOOT, "org.junit.jupiter.api.extension")
                .and("org.springframework.beans..", "org.springframework.context..")
                .and("org.springframework.core..", "org.springframework.test.."),
            PackageRule.of(
                    "autoconfigure", "handler", "transaction", "lifecycle", "health", "observation")
                .and("dev.sagas.spring", PARTICIPANT, PROTOCOL, "dev.sagas.client..")
                .and("dev.sagas.outbox..", "dev.sagas.metrics..", "dev.sagas.definition..")
                .and("dev.sagas.admin..", "dev.sagas.orchestrator.app..", AVRO)
                .and(
                    "org.springframework..",
                    KAFKA_CLIENTS,
                    KAFKA,
                    MICROMETER,
                    OBSERVATION,
                    LOGGING)),
        Set.of());
  }
}
