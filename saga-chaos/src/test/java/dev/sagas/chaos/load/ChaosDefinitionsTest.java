package dev.sagas.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.definition.CommandStep;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SagaDefinition;
import dev.sagas.protocol.StepName;
import dev.sagas.samples.schema.chaos.ChaosData;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChaosDefinitionsTest {
  private static final int SEEDS = 500;

  private static List<ChaosShape> shapesOfAllSeeds() {
    return LongStream.range(0, SEEDS)
        .boxed()
        .flatMap(seed -> ChaosDefinitions.shapes(seed).stream())
        .toList();
  }

  @Test
  void shouldBeValidWhateverTheSeed() {
    // when
    List<Saga<ChaosData>> sagas =
        shapesOfAllSeeds().stream().map(shape -> ShapedSaga.of(shape, 1)).toList();

    // then
    assertThat(sagas).hasSize(SEEDS * ChaosDefinitions.classes().size());
    assertThat(sagas).allSatisfy(saga -> assertThat(saga.steps()).hasSizeBetween(2, 80));
  }

  @Test
  void shouldHaveTheSameShapeWhenTheSeedIsTheSame() {
    // then
    assertThat(ChaosDefinitions.shapes(7)).isEqualTo(ChaosDefinitions.shapes(7));
    assertThat(ChaosDefinitions.shapes(7)).isNotEqualTo(ChaosDefinitions.shapes(8));
  }

  @Test
  void shouldHaveEveryKindOfStepWhateverTheSeed() {
    for (long seed = 0; seed < SEEDS; seed++) {
      // when
      List<ChaosShape> shapes = ChaosDefinitions.shapes(seed);
      Set<String> kinds =
          shapes.stream()
              .flatMap(shape -> shape.steps().stream())
              .map(step -> step.getClass().getSimpleName())
              .collect(Collectors.toSet());

      // then
      assertThat(kinds).as("seed %s", seed).contains("Command", "Local", "Sleep", "Signal");
      assertThat(kinds).as("seed %s", seed).contains("Approval");
      assertThat(shapes)
          .as("seed %s", seed)
          .anyMatch(shape -> shape.stages().stream().anyMatch(ChaosShape.Stage::isGroup));
    }
  }

  @Test
  void shouldNameEachStepOnceSoThatANameTellsWhetherItsEffectsAreSeen() {
    for (long seed = 0; seed < SEEDS; seed++) {
      // when
      List<String> names =
          ChaosDefinitions.shapes(seed).stream()
              .flatMap(shape -> shape.steps().stream())
              .map(ChaosStep::name)
              .toList();

      // then
      assertThat(new HashSet<>(names)).as("seed %s", seed).hasSameSizeAs(names);
    }
  }

  @Test
  void shouldObserveAllStepsThatSendCommands() {
    // given
    Set<StepName> commands =
        ChaosDefinitions.shapes(3).stream()
            .flatMap(shape -> ShapedSaga.of(shape, 1).steps().stream())
            .filter(step -> step instanceof CommandStep<?>)
            .map(step -> step.name())
            .collect(Collectors.toSet());

    // then
    assertThat(ChaosDatabase.observedSteps(3)).isEqualTo(commands);
  }

  @Test
  void shouldLoadEveryClassAsADefinitionOfItsOwn() throws ReflectiveOperationException {
    // given
    Set<String> types = new HashSet<>();

    // when
    for (Class<? extends SagaDefinition<?>> type : ChaosDefinitions.classes()) {
      types.add(type.getConstructor().newInstance().define().type().value());
    }

    // then
    assertThat(types)
        .containsExactlyInAnyOrder("chaos-0", "chaos-1", "chaos-2", "chaos-3", "chaos-4");
  }

  @Test
  void shouldHaveBothVersionsOfEachDefinitionWhenUpgraded() throws ReflectiveOperationException {
    // given
    Set<String> versions = new HashSet<>();

    // when
    for (Class<? extends SagaDefinition<?>> type : ChaosDefinitions.upgradedClasses()) {
      Saga<?> saga = type.getConstructor().newInstance().define();
      versions.add(saga.type().value() + " " + saga.version());
    }

    // then
    assertThat(versions)
        .hasSize(2 * ChaosDefinitions.classes().size())
        .contains("chaos-0 1", "chaos-0 2", "chaos-4 1", "chaos-4 2");
  }
}
