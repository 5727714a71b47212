package dev.sagas.samples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.sagas.architecture.HouseRules;
import dev.sagas.architecture.OneEngine;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for all main code, over every module: this one sees them all. */
class HouseRulesTest {
  private static final JavaClasses EVERYTHING = HouseRules.mainClasses("dev.sagas");

  static Stream<ArchRule> rules() {
    return Stream.of(
        HouseRules.noCyclesBelow("dev.sagas.samples"),
        HouseRules.noCyclesBelow("dev.sagas"),
        OneEngine.encodes(),
        OneEngine.decides(),
        HouseRules.noSleep(),
        HouseRules.noJavaUtilLogging(),
        HouseRules.noStandardStreamsOutsideCommands(),
        HouseRules.noDefaultsOfTheMachine());
  }

  @Test
  void shouldSeeEveryModuleWhenClassesAreImported() {
    assertThat(EVERYTHING.stream().map(type -> HouseRules.partBelow("dev.sagas", type)))
        .contains(
            "audit", "definition", "dev", "engine", "http", "operate", "orchestrator", "testkit")
        .doesNotContain("architecture");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldHoldWhenRuleIsApplied(ArchRule rule) {
    rule.check(EVERYTHING);
  }
}
