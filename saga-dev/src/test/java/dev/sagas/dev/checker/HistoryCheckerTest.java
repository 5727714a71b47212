package dev.sagas.dev.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker finds each violation that is planted into a correct history, and nothing else. */
class HistoryCheckerTest {
  private static final long SEED_OF_PLANTED = 20_261_130L;
  private static final int CORRECT_HISTORIES = 20;
  private static final int SAGAS = 20;
  private static final int SAGAS_BESIDE = 3;

  static Stream<Plant> plants() {
    return Plants.all().stream();
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, CORRECT_HISTORIES);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shouldFindNothingWhenHistoryIsCorrect(long seed) {
    // given
    HistoryDraft correct = CorrectHistories.of(seed, SAGAS);

    // when
    List<Verdict> verdicts = HistoryChecker.check(correct.observed());

    // then
    assertThat(verdicts).as("seed %s", seed).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plants")
  void shouldFindExactlyTheViolationWhenOneIsPlanted(Plant plant) {
    // given
    HistoryDraft draft = CorrectHistories.of(SEED_OF_PLANTED, SAGAS_BESIDE);
    plant.into().accept(draft);

    // when
    List<Verdict> verdicts = HistoryChecker.check(draft.observed());

    // then
    assertThat(verdicts).extracting(Verdict::kind).as("%s", verdicts).containsExactly(plant.kind());
  }

  @Test
  void shouldHaveAPlantOfEveryKindWhenKindsAreListed() {
    assertThat(plants().map(Plant::kind).distinct().sorted().toList())
        .isEqualTo(Arrays.asList(VerdictKind.values()));
  }
}
