package dev.sagas.dev.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sagas.cli.shared.Converters;
import dev.sagas.schema.OutcomeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class StageTest {
  private static List<Stage> stages(BenchProfile profile) {
    return Stage.of(
        new BenchSettings(
            profile,
            profile.levels(),
            profile.warmUp(),
            profile.windows(),
            profile.window(),
            4,
            true,
            4_000,
            true,
            false,
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty(),
            Path.of("bench")));
  }

  @ParameterizedTest
  @EnumSource
  void shouldGiveEachSeriesItsOwnLoadAndLabelWhenAProfileIsMeasured(BenchProfile profile) {
    // when
    List<Stage> stages = stages(profile);

    // then
    assertThat(stages).hasSizeGreaterThanOrEqualTo(profile.levels().size());
    assertThat(stages).extracting(Stage::label).doesNotHaveDuplicates();
    assertThat(stages)
        .extracting(stage -> System.identityHashCode(stage.load()))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldMeasureCompletedSagasFirstWhenOthersAreCompensated() {
    assertThat(stages(BenchProfile.compensate))
        .extracting(Stage::label, Stage::expected)
        .containsExactly(
            tuple("completed, 4000 in flight", OutcomeKind.COMPLETED),
            tuple("compensated, 4000 in flight", OutcomeKind.COMPENSATED));
  }

  @Test
  void shouldRaiseTheNumberOfWaitingSagasWhenOthersAreLive() {
    assertThat(stages(BenchProfile.live))
        .extracting(stage -> stage.around().waiting())
        .containsExactly(10_000, 100_000, 1_000_000);
  }

  @Test
  void shouldChangeOnlyTheNumberOfOrchestratorsWhenTheyShareALoad() {
    assertThat(stages(BenchProfile.scaling))
        .extracting(stage -> stage.load().label(), stage -> stage.around().orchestrators())
        .containsExactly(tuple("500/s", 1), tuple("500/s", 2), tuple("500/s", 4));
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeChosenByItsNameWhenWrittenByAUser(BenchProfile profile) {
    // given
    BenchCommand command = new BenchCommand();

    // then
    CommandLine commandLine = new CommandLine(command);
    Converters.register(commandLine);
    assertThat(commandLine.parseArgs(profile.toString()).matchedPositional(0).<Object>getValue())
        .isEqualTo(profile);
    assertThat(commandLine.getUsageMessage()).contains(profile.toString());
  }

  @Test
  void shouldNotWarmUpWhenFreshProcessesAreMeasured() {
    // the first minute
    assertThat(BenchProfile.cold.warmUp()).isZero();
    assertThat(BenchProfile.cold.window().multipliedBy(BenchProfile.cold.windows()))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(BenchProfile.throughput.warmUp()).isEqualTo(Duration.ofMinutes(2));
  }
}
