package dev.sagas.testkit.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    System.out.println("seed " + seed);
    TopologyTwin.Tally tally = new TopologyTwin.Tally(directory);
    List<TopologyTwin> twins = new ArrayList<>();

    // when
    SimulationReport report =
        Simulator.run(
            SimulationConfig.of(SAGAS, seed)
                .withDecider(
                    definitions -> {
                      TopologyTwin twin = new TopologyTwin(definitions, tally);
                      twins.add(twin);
                      return twin;
                    }));
    twins.forEach(TopologyTwin::close);

    // then
    System.out.printf(
        "%d decisions compared, %d rewinds, %d of %d sagas not followed to the end%n",
        tally.compared(), tally.rewound(), tally.lost(), SAGAS);
    assertThat(report.violations()).isEmpty();
    assertThat(tally.compared()).isGreaterThan(5 * SAGAS);
    assertThat(tally.lost()).isLessThan(SAGAS / 2);
  }
}
