package dev.sagas.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.DeduplicationKey;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SagaPlanTest {
  private static final long SEED = 5;
  private static final List<ChaosShape> SHAPES = ChaosDefinitions.shapes(SEED);

  private static List<SagaPlan> plans(long seed) {
    return LongStream.range(0, 2_000)
        .mapToObj(number -> SagaPlan.of(SHAPES, seed, number))
        .toList();
  }

  @Test
  void shouldPlanTheSameWhenSeedAndNumberAreTheSame() {
    // then
    assertThat(plans(SEED)).isEqualTo(plans(SEED));
    assertThat(plans(SEED)).isNotEqualTo(plans(SEED + 1));
  }

  @Test
  void shouldStartAllTypesAndRepeatSomeStarts() {
    // when
    List<SagaPlan> plans = plans(SEED);

    // then
    assertThat(plans.stream().map(plan -> plan.start().type()).distinct()).hasSize(5);
    assertThat(plans.stream().filter(plan -> plan.repeatedAfterMs().isPresent()).count())
        .isBetween(100L, 400L);
  }

  @Test
  void shouldSendMostSignalsAndLeaveSomeToTheirTimeOut() {
    // when
    List<SagaPlan.PlannedSignal> signals =
        plans(SEED).stream().flatMap(plan -> plan.signals().stream()).toList();

    // then
    assertThat(signals).anyMatch(signal -> !signal.sent());
    assertThat(signals).anyMatch(signal -> signal.sent() && !signal.good());
    assertThat(signals.stream().filter(signal -> signal.sent() && signal.good()).count())
        .isGreaterThan(signals.size() * 3L / 4);
  }

  @Test
  void shouldTreatACommandTheSameInEveryInstance() {
    // given
    List<DeduplicationKey> keys =
        IntStream.range(0, 2_000)
            .mapToObj(
                number -> DeduplicationKey.parse("c-5-" + number + "/0123456789ab/take/execute/1"))
            .toList();

    // when
    List<ParticipantChoice> choices =
        keys.stream().map(key -> ParticipantChoice.of(SEED, key)).toList();

    // then
    assertThat(choices)
        .isEqualTo(keys.stream().map(key -> ParticipantChoice.of(SEED, key)).toList());
    assertThat(choices.stream().filter(ParticipantChoice::rejects).count()).isBetween(80L, 260L);
    assertThat(choices.stream().filter(choice -> choice.failures() > 0).count())
        .isBetween(150L, 450L);
    assertThat(choices).allMatch(choice -> choice.delayMs() < 300);
  }
}
