package dev.sagas.dev.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.simulate.World.Experiment;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Proves that the simulator would notice: each rule of the engine is broken on purpose, one at a
 * time, and has to be found, and by the invariant that is about it.
 */
class BrokenRulesTest {
  private static final int MAX_WORLDS = 60;

  @ParameterizedTest
  @EnumSource
  void shouldNoticeWhenARuleIsBroken(BrokenRule rule) {
    // given
    long seed = Long.getLong("saga.seed", 1);

    // when
    Optional<SagaCase> noticed =
        IntStream.range(0, MAX_WORLDS)
            .mapToObj(number -> firstFailure(rule, seed, number))
            .flatMap(Optional::stream)
            .findFirst();

    // then
    assertThat(noticed).as("with -Dsaga.seed=%d", seed).isPresent();
    InvariantBroken broken = noticed.orElseThrow().engine().failure().orElseThrow();
    System.out.println(
        rule
            + " was noticed in saga "
            + noticed.orElseThrow().index()
            + ": "
            + broken.getMessage());
    assertThat(broken.invariant()).as(broken.getMessage()).isEqualTo(rule.noticedBy());
  }

  private static Optional<SagaCase> firstFailure(BrokenRule rule, long seed, int number) {
    Experiment experiment =
        new Experiment(rule.engine(), new SyntheticWire(), Set.of(), Set.of(), false);
    World world = new World(experiment, seed, number);
    world.run(IntStream.range(number * World.SAGAS, (number + 1) * World.SAGAS).boxed().toList());
    return world.cases().stream().filter(saga -> saga.engine().failure().isPresent()).findFirst();
  }
}
