package dev.sagas.orchestrator.architecture;

import static dev.sagas.architecture.Libraries.AVRO;
import static dev.sagas.architecture.Libraries.JACKSON;
import static dev.sagas.architecture.Libraries.KAFKA_CLIENTS;
import static dev.sagas.architecture.Libraries.KAFKA_COMMON;
import static dev.sagas.architecture.Libraries.LOGGING;
import static dev.sagas.architecture.Libraries.SCHEMAS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.sagas.architecture.HouseRules;
import dev.sagas.architecture.OneEngine;
import dev.sagas.architecture.PackageRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The package table of the orchestrator, and a fixture for each row that proves that it can fail.
 *
 * <p>{@code app} wires everything and so has no row; that nobody uses {@code app} follows from the
 * other rows.
 */
class ArchitectureRulesTest {
  private static final String ROOT = "dev.sagas.orchestrator";
  private static final String BAD = "dev.sagas.orchestrator.architecture.bad";
  private static final String DEFINITION = "dev.sagas.definition..";
  private static final String PROTOCOL = "dev.sagas.protocol..";
  private static final String INTERNAL = "dev.sagas.internal..";
  private static final String SERDE = "dev.sagas.serde..";
  private static final String STREAMS_LIBRARY = "org.apache.kafka.streams..";

  private static final List<PackageRule> TABLE =
      List.of(
          PackageRule.of("core").and(DEFINITION, PROTOCOL, "org.pcollections.."),
          PackageRule.of("wire", "core")
              .and(DEFINITION, PROTOCOL, SERDE, SCHEMAS)
              .and(AVRO, KAFKA_CLIENTS, KAFKA_COMMON),
          PackageRule.of("engine", "core", "wire")
              .and(PROTOCOL, INTERNAL, SERDE, DEFINITION, KAFKA_COMMON, LOGGING),
          PackageRule.of("streams", "core", "wire", "engine")
              .and(PROTOCOL, INTERNAL, STREAMS_LIBRARY, KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
          PackageRule.of("definitions", "core", "wire")
              .and(DEFINITION, PROTOCOL, SERDE, SCHEMAS)
              .and(AVRO, KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
          PackageRule.of("journal", "core", "wire")
              .and(PROTOCOL, SERDE, KAFKA_CLIENTS, KAFKA_COMMON, LOGGING)
              .and("org.HdrHistogram..", "org.rocksdb.."),
          PackageRule.of("operate", "core", "wire", "streams", "journal")
              .and(PROTOCOL, SERDE, INTERNAL, AVRO, JACKSON)
              .and(KAFKA_CLIENTS, KAFKA_COMMON, LOGGING, "io.javalin.."),
          PackageRule.of("doctor", "core", "wire", "streams", "journal", "operate")
              .and(PROTOCOL, SERDE, SCHEMAS, AVRO, KAFKA_CLIENTS, KAFKA_COMMON),
          PackageRule.of("cli", "core", "operate", "doctor", "journal")
              .and(PROTOCOL, SERDE, "dev.sagas.client..", "picocli..")
              .and(JACKSON, KAFKA_CLIENTS, KAFKA_COMMON, LOGGING));

  private static final JavaClasses REAL = HouseRules.mainClasses(ROOT);
  private static final JavaClasses FIXTURES = HouseRules.fixtures(BAD);

  static Stream<PackageRule> table() {
    return TABLE.stream();
  }

  static Stream<ArchRule> rulesForEverything() {
    return Stream.of(
        HouseRules.noCyclesBelow(ROOT),
        OneEngine.encodes(),
        OneEngine.decides(),
        HouseRules.noSleep(),
        HouseRules.noJavaUtilLogging(),
        HouseRules.noStandardStreamsOutsideCommands(),
        HouseRules.noDefaultsOfTheMachine());
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
  void shouldHaveRowForEveryPackageWhenClassesAreImported() {
    // given
    Stream<String> withRow = TABLE.stream().map(PackageRule::name);

    // then
    assertThat(REAL.stream().map(type -> HouseRules.partBelow(ROOT, type)))
        .contains("core")
        .isSubsetOf(Stream.concat(withRow, Stream.of("app")).toList());
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

  private static List<String> violations(ArchRule rule) {
    return rule.evaluate(FIXTURES).getFailureReport().getDetails();
  }

  @ParameterizedTest
  @MethodSource("rulesForEverything")
  void shouldHoldWhenRuleForEverythingIsApplied(ArchRule rule) {
    rule.check(REAL);
  }
}
