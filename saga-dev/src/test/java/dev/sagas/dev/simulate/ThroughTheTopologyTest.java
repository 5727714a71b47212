package dev.sagas.dev.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same definitions and the same seeds through the real topology, with the same results. */
class ThroughTheTopologyTest {
  private static final int SAGAS = 64;

  @TempDir private Path directory;

  @Test
  void shouldJournalWhatTheCoreDecidesWhenSeedsRunThroughTheTopology() {
    // given
    long seed = Long.getLong("saga.seed", 11);

    // when
    TopologyTwin.Simulated run = TopologyTwin.simulate(SAGAS, seed, directory);
    TopologyTwin.Tally tally = run.tally();

    // then
    System.out.printf(
        "%d decisions compared, %d rewinds, %d of %d sagas not followed to the end%n",
        tally.compared(), tally.rewound(), tally.lost(), SAGAS);
    assertThat(run.report().violations()).isEmpty();
    assertThat(tally.compared()).isGreaterThan(5 * SAGAS);
    assertThat(tally.lost()).isLessThan(SAGAS / 2);
  }
}
