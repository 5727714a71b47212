package dev.sagas.http.architecture;

import static dev.sagas.architecture.Libraries.JACKSON;
import static dev.sagas.architecture.Libraries.KAFKA_CLIENTS;
import static dev.sagas.architecture.Libraries.KAFKA_COMMON;
import static dev.sagas.architecture.Libraries.LOGGING;

import dev.sagas.architecture.PackageRule;
import dev.sagas.architecture.PackageTableContract;
import java.util.List;
import java.util.Set;

/** The package table of HTTP, and a fixture for each row; the root package wires them. */
class ArchitectureRulesTest extends PackageTableContract {
  private static final String PROTOCOL = "dev.sagas.protocol..";

  ArchitectureRulesTest() {
    super(
        "dev.sagas.http",
        List.of(
            PackageRule.of("exchange").and("dev.sagas.operate.query", JACKSON),
            PackageRule.of("cluster", "exchange", "security")
                .and("dev.sagas.index..", JACKSON, LOGGING),
            PackageRule.of("security", "exchange")
                .and("io.github.bucket4j..", "javax.crypto..", LOGGING),
            PackageRule.of("oidc", "exchange", "security").and("com.nimbusds..", LOGGING),
            PackageRule.of("ui", "exchange", "security")
                .and(
                    "dev.sagas.engine.deployment",
                    "dev.sagas.operate.json",
                    JACKSON,
                    LOGGING,
                    "gg.jte..",
                    "io.javalin..",
                    "jakarta.servlet.http.."),
            PackageRule.of("records")
                .and("dev.sagas.engine..", PROTOCOL, KAFKA_CLIENTS, KAFKA_COMMON),
            PackageRule.of("api", "cluster", "exchange", "records")
                .and("dev.sagas.operate..", "dev.sagas.index..", "dev.sagas.engine..")
                .and("dev.sagas.audit")
                .and(PROTOCOL, JACKSON, LOGGING)),
        Set.of("."));
  }
}
