package dev.sagas.testkit.architecture;

import static dev.sagas.architecture.Libraries.AVRO;
import static dev.sagas.architecture.Libraries.JACKSON;
import static dev.sagas.architecture.Libraries.KAFKA_CLIENTS;
import static dev.sagas.architecture.Libraries.KAFKA_COMMON;
import static dev.sagas.architecture.Libraries.LOGGING;
import static dev.sagas.architecture.Libraries.SCHEMAS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.sagas.architecture.HouseRules;
import dev.sagas.architecture.OneEngine;
import dev.sagas.architecture.PackageRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The package table of the test kit, and a fixture for each row that proves that it can fail. */
class ArchitectureRulesTest {
  private static final String ROOT = "dev.sagas.testkit";
  private static final String BAD = "dev.sagas.testkit.architecture.bad";
  private static final String ORCHESTRATOR = "dev.sagas.orchestrator.";
  private static final String PICOCLI = "picocli..";

  private static final List<PackageRule> TABLE =
      List.of(
          PackageRule.of("author")
              .and(ORCHESTRATOR + "app..", ORCHESTRATOR + "core..", ORCHESTRATOR + "wire..")
              .and(ORCHESTRATOR + "engine..")
              .and(ORCHESTRATOR + "definitions..", ORCHESTRATOR + "journal..")
              .and("dev.sagas.definition..", SCHEMAS)
              .and("dev.sagas.participant..", "dev.sagas.protocol..", "dev.sagas.serde..")
              .and(AVRO, KAFKA_COMMON, "org.junit.."),
          PackageRule.of("dev", "kafka", "registry")
              .and(ORCHESTRATOR + "app..", ORCHESTRATOR + "cli..", PICOCLI, LOGGING),
          PackageRule.of("kafka").and("org.apache.kafka..", "kafka.server..", LOGGING),
          PackageRule.of("registry")
              .and(
                  "dev.sagas.internal..",
                  "dev.sagas.serde..",
                  AVRO,
                  JACKSON,
                  KAFKA_CLIENTS,
                  KAFKA_COMMON,
                  LOGGING)
              .and("io.javalin..", "jakarta.servlet..", "kotlin.."),
          PackageRule.of("simulate")
              .and(ORCHESTRATOR + "core..", ORCHESTRATOR + "wire..", ORCHESTRATOR + "cli..")
              .and(ORCHESTRATOR + "engine..", "dev.sagas.serde..", SCHEMAS, KAFKA_COMMON)
              .and("dev.sagas.definition..", "dev.sagas.protocol..", PICOCLI, JACKSON));

  private static final JavaClasses REAL = HouseRules.mainClasses(ROOT);
  private static final JavaClasses FIXTURES = HouseRules.fixtures(BAD);

  static Stream<PackageRule> table() {
    return TABLE.stream();
  }

  @ParameterizedTest
  @MethodSource("table")
  void shouldUseOnlyAllowedPackagesWhenRowIsApplied(PackageRule row) {
    row.below(ROOT).check(REAL);
  }

  @ParameterizedTest
  @MethodSource("table")
  void shouldFindForbiddenUseWhenFixtureBreaksRow(PackageRule row) {
    assertThat(row.below(BAD).evaluate(FIXTURES).getFailureReport().getDetails())
        .anyMatch(violation -> violation.contains(BAD + "." + row.name() + ".Bad"));
  }

  @Test
  void shouldNotDependOnTheMachinesLocaleOrCharset() {
    HouseRules.noDefaultsOfTheMachine().check(REAL);
  }

  @Test
  void shouldRunSagasOnTheOneEngine() {
    OneEngine.encodes().check(REAL);
    OneEngine.decides().check(REAL);
  }

  @Test
  void shouldHaveRowForEveryPackageWhenClassesAreImported() {
    assertThat(REAL.stream().map(type -> HouseRules.partBelow(ROOT, type)))
        .contains("simulate")
        .isSubsetOf(TABLE.stream().map(PackageRule::name).toList());
  }
}
