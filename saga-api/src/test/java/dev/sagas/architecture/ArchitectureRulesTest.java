package dev.sagas.architecture;

import static dev.sagas.architecture.Libraries.AVRO;
import static dev.sagas.architecture.Libraries.JACKSON;
import static dev.sagas.architecture.Libraries.KAFKA_CLIENTS;
import static dev.sagas.architecture.Libraries.KAFKA_COMMON;
import static dev.sagas.architecture.Libraries.LOGGING;
import static dev.sagas.architecture.Libraries.MICROMETER;
import static dev.sagas.architecture.Libraries.SCHEMAS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.sagas.architecture.bad.DependsOnTheMachine;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The package table of saga-api, and a fixture for each rule that proves that it can fail. */
class ArchitectureRulesTest {
  private static final String ROOT = "dev.sagas";
  private static final String BAD = "dev.sagas.architecture.bad";
  private static final List<PackageRule> TABLE =
      List.of(
          PackageRule.of("protocol"),
          PackageRule.of("internal").and(KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
          PackageRule.of("definition", "protocol").and(SCHEMAS, AVRO),
          PackageRule.of("serde").and(SCHEMAS, AVRO, KAFKA_CLIENTS, KAFKA_COMMON, JACKSON, LOGGING),
          PackageRule.of("participant", "protocol", "serde", "internal")
              .and(SCHEMAS, AVRO, KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
          PackageRule.of("metrics", "participant", "protocol").and(MICROMETER),
          PackageRule.of("client", "protocol", "serde")
              .and(SCHEMAS, AVRO, KAFKA_CLIENTS, KAFKA_COMMON, LOGGING),
          PackageRule.of("outbox", "protocol", "serde", "client", "internal")
              .and(AVRO, KAFKA_CLIENTS, KAFKA_COMMON, LOGGING));

  private static final JavaClasses REAL = HouseRules.mainClasses(ROOT);
  private static final JavaClasses FIXTURES = HouseRules.fixtures(BAD);

  static Stream<PackageRule> table() {
    return TABLE.stream();
  }

  static Stream<Arguments> rulesForEverything() {
    return Stream.of(
        Arguments.of(Named.of("sleep", HouseRules.noSleep()), "Sleeps"),
        Arguments.of(Named.of("java.util.logging", HouseRules.noJavaUtilLogging()), "LogsWithJdk"),
        Arguments.of(
            Named.of("System.out", HouseRules.noStandardStreamsOutsideCommands()), "Prints"),
        Arguments.of(
            Named.of("defaults", HouseRules.noDefaultsOfTheMachine()), "DependsOnTheMachine"));
  }

  @ParameterizedTest
  @MethodSource("table")
  void shouldUseOnlyAllowedPackagesWhenRowIsApplied(PackageRule row) {
    row.below(ROOT).check(REAL);
  }

  @ParameterizedTest
  @MethodSource("table")
  void shouldFindForbiddenUseWhenFixtureBreaksRow(PackageRule row) {
    assertThat(violations(row.below(BAD)))
        .anyMatch(violation -> violation.contains(BAD + "." + row.name() + ".Bad"));
  }

  @Test
  void shouldCoverEveryPackageWhenClassesAreImported() {
    // given
    List<String> known = TABLE.stream().map(PackageRule::name).toList();

    // when
    List<String> found =
        REAL.stream().map(type -> HouseRules.partBelow(ROOT, type)).distinct().toList();

    // then
    assertThat(known).containsAll(without(found, "schema", "samples"));
    assertThat(found).contains("definition", "protocol");
  }

  @Test
  void shouldBeFreeOfCyclesWhenPackagesUseOneAnother() {
    HouseRules.noCyclesBelow(ROOT).check(REAL);
  }

  @Test
  void shouldFindCycleWhenFixturesUseOneAnother() {
    assertThat(violations(HouseRules.noCyclesBelow(BAD)))
        .anyMatch(violation -> violation.contains("client") && violation.contains("participant"));
  }

  @ParameterizedTest
  @MethodSource("rulesForEverything")
  void shouldHoldWhenRuleForEverythingIsApplied(ArchRule rule, String fixture) {
    assertThat(fixture).isNotEmpty();
    rule.check(REAL);
  }

  @ParameterizedTest
  @MethodSource("rulesForEverything")
  void shouldFindFixtureWhenItBreaksRuleForEverything(ArchRule rule, String fixture) {
    assertThat(violations(rule)).anyMatch(violation -> violation.contains("." + fixture + "."));
  }

  @Test
  void shouldFindEveryUseOfTheMachinesLocaleOrCharset() {
    List<String> found = violations(HouseRules.noDefaultsOfTheMachine());

    assertThat(DependsOnTheMachine.class.getDeclaredMethods())
        .hasSizeGreaterThan(10)
        .filteredOn(method -> !method.isSynthetic())
        .allSatisfy(
            method ->
                assertThat(found)
                    .anyMatch(violation -> violation.contains("." + method.getName() + "(")));
  }

  private static List<String> without(List<String> names, String... generated) {
    return names.stream().filter(name -> !List.of(generated).contains(name)).toList();
  }

  private static List<String> violations(ArchRule rule) {
    return rule.evaluate(FIXTURES).getFailureReport().getDetails();
  }
}
