package dev.sagas.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference of the DSL names every method and bound, and its example compiles and works. */
class DefinitionReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference", "definition.md");
  private static final Path EXAMPLE =
      Path.of("src/test/java/dev/sagas/definition/CarefulOrder.java");
  private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern PROBLEM = Pattern.compile("(?m)^- \"(.*)\"$");

  private String reference = "";

  @BeforeEach
  void readReference() throws IOException {
    reference = Files.readString(REFERENCE);
  }

  @Test
  void shouldShowCompiledCodeWhenItHasJava() throws IOException {
    // given
    String compiled = squeezed(Files.readString(EXAMPLE));

    // then
    List<String> blocks = JAVA_BLOCK.matcher(reference).results().map(b -> b.group(1)).toList();
    assertThat(blocks).isNotEmpty();
    assertThat(blocks).allSatisfy(block -> assertThat(compiled).contains(squeezed(block)));
  }

  @Test
  void shouldBeBuiltWhenTheExampleIsDefined() {
    assertThat(new CarefulOrder().define().steps())
        .extracting(step -> step.name().value())
        .containsExactly(
            "check-total",
            "manager-approval",
            "reserve-credit",
            "reserve-stock",
            "cool-off",
            "charge-card",
            "carrier-confirmed",
            "approve-order");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Saga.Builder.class,
        BranchBuilder.class,
        GroupBuilder.class,
        StepBuilder.class,
        LocalBuilder.class,
        SleepBuilder.class,
        SignalBuilder.class,
        ApprovalBuilder.class,
        RetryPolicy.class
      })
  void shouldNameEveryMethodWhenItIsForAuthors(Class<?> type) {
    List<String> methods =
        Arrays.stream(type.getMethods())
            .filter(DefinitionReferenceTest::describes)
            .map(Method::getName)
            .distinct()
            .toList();

    assertThat(methods).isNotEmpty();
    assertThat(methods).filteredOn(name -> !reference.contains("`" + name + "(")).isEmpty();
  }

  @Test
  void shouldNameEveryChoiceWhenThereAreSeveral() {
    assertThat(OnTimeout.values()).allSatisfy(then -> assertThat(reference).contains("`" + then));
    assertThat(OnCompensationFailure.values())
        .allSatisfy(then -> assertThat(reference).contains("`" + then));
  }

  @Test
  void shouldStateTheBoundsAndDefaultsWhenTheyAreInTheCode() {
    assertThat(reference)
        .contains("1 to " + Saga.MAX_STEPS + " steps")
        .contains("1 ms to " + Saga.MAX_DURATION.toDays() + " days")
        .contains(ParallelGroup.MIN_BRANCHES + " to " + ParallelGroup.MAX_BRANCHES + " branches")
        .contains("at most " + Check.MAX_MESSAGE_CHARS + " characters")
        .contains("[A-Z][A-Z0-9_]{0,63}")
        .contains("`" + SignalStep.NOT_APPROVED + "`")
        .contains(StepBuilder.DEFAULT_TIMEOUT.toSeconds() + " s")
        .contains(RetryPolicy.DEFAULT_MAX_ATTEMPTS + " attempts")
        .contains(RetryPolicy.DEFAULT_MAX_COMPENSATION_ATTEMPTS + " attempts");
  }

  @Test
  void shouldQuoteProblemsThatAreReallyReportedWhenItListsThem() throws IOException {
    // given
    String checks =
        squeezed(
                source("StagesCheckTest")
                    + source("StepKindsCheckTest")
                    + source("SagaBuilderTest"))
            .replace("\"+\"", "");

    // then
    List<String> quoted =
        PROBLEM.matcher(reference).results().map((MatchResult line) -> line.group(1)).toList();
    assertThat(quoted).hasSizeGreaterThan(10);
    assertThat(quoted).filteredOn(problem -> !checks.contains(squeezed(problem))).isEmpty();
  }

  private static boolean describes(Method method) {
    return !Modifier.isStatic(method.getModifiers())
        && Stream.of(StepsBuilder.class, StageDescription.class, RetryPolicy.class, Saga.class)
            .anyMatch(type -> type.isAssignableFrom(method.getReturnType()));
  }

  private static String source(String test) throws IOException {
    return Files.readString(EXAMPLE.resolveSibling(test + ".java"));
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
