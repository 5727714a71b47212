package dev.sagas.engine.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.sagas.architecture.HouseRules;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The core is pure, and each rule that says so finds the fixture that is not. */
class CorePurityTest {
  private static final String ROOT = "dev.sagas.engine";
  private static final String BAD = "dev.sagas.engine.architecture.bad";
  private static final JavaClasses REAL = HouseRules.mainClasses(ROOT);
  private static final JavaClasses FIXTURES = HouseRules.fixtures(BAD);

  /** A rule, and the fixture classes that it must find. */
  private record Purity(Function<CorePurity, ArchRule> rule, List<String> fixtures) {
    @Override
    public String toString() {
      return rule.apply(new CorePurity(ROOT)).getDescription();
    }
  }

  static Stream<Purity> rules() {
    return Stream.of(
        new Purity(CorePurity::noKafka, List.of("BadReadsKafka")),
        new Purity(CorePurity::noAvroInputOutput, List.of("BadReadsAvro", "BadDecodesAvro")),
        new Purity(
            CorePurity::noClock, List.of("BadHoldsClock", "BadAsksSystem", "BadAsksInstant")),
        new Purity(
            CorePurity::noRandomness, List.of("BadRollsDice", "BadMakesUuid", "BadAsksMath")),
        new Purity(CorePurity::noThreads, List.of("BadStartsThread", "BadUsesExecutor")),
        new Purity(CorePurity::noLogging, List.of("BadLogs")),
        new Purity(CorePurity::noInputOutput, List.of("BadReadsFile")));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldBePureWhenRuleIsApplied(Purity purity) {
    purity.rule().apply(new CorePurity(ROOT)).check(REAL);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldFindEachFixtureWhenItIsNotPure(Purity purity) {
    // when
    ArchRule rule = purity.rule().apply(new CorePurity(BAD));

    // then
    String report = String.join("\n", rule.evaluate(FIXTURES).getFailureReport().getDetails());
    for (String fixture : purity.fixtures()) {
      assertThat(report).contains(BAD + ".core." + fixture);
    }
  }
}
