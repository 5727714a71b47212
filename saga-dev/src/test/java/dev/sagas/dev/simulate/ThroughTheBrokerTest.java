package dev.sagas.dev.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.ParticipantName;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same definitions and the same seeds through the engine on a broker, with the same results,
 * also when the engine loses its local state in the middle of a saga.
 */
class ThroughTheBrokerTest {
  private static final int SAGAS = 24;
  private static final int SAGAS_TO_A_RESTART = 4;

  @TempDir private Path directory;

  @Test
  void shouldJournalWhatTheCoreDecidesWhenSeedsRunOnABroker() throws Exception {
    // given
    long seed = Long.getLong("saga.seed", 12);
    TopologyTwin.Simulated run = TopologyTwin.simulate(SAGAS, seed, directory);
    assertThat(run.report().violations()).isEmpty();
    List<TopologyTwin> twins = run.twins();
    int compared = 0;

    // when, then
    try (BrokerRun broker = new BrokerRun(directory.resolve("broker"), participants())) {
      for (int i = 0; i < twins.size(); i++) {
        TopologyTwin twin = twins.get(i);
        List<TopologyTwin.Applied> history = untilForgotten(twin.history());
        for (int at = 0; at < history.size(); at++) {
          TopologyTwin.Applied applied = history.get(at);
          if (i % SAGAS_TO_A_RESTART == 0 && at == history.size() / 2) {
            broker.restart();
          }
          broker.define(twin.definitionsAt(applied.deployedAtMs()));
          assertThat(broker.text(broker.apply(applied.input(), applied.nowMs())))
              .as("%s, input %d of saga %d", applied.input(), at, i)
              .isEqualTo(broker.text(applied.events()));
          compared++;
        }
      }
    }
    System.out.printf("%d decisions compared, of %d sagas%n", compared, twins.size());
    assertThat(compared).isGreaterThan(5 * SAGAS);
  }

  private static Set<ParticipantName> participants() {
    return DefinitionMaker.PARTICIPANTS.stream()
        .map(ParticipantName::new)
        .collect(Collectors.toSet());
  }

  /** What comes before the saga is forgotten, which leaves no entry in the journal. */
  private static List<TopologyTwin.Applied> untilForgotten(List<TopologyTwin.Applied> history) {
    return history.stream().takeWhile(applied -> applied.after().isPresent()).toList();
  }
}
