package dev.sagas.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code --faults} is read. */
class FaultSelectionTest {
  @Test
  void shouldSelectEverythingOrNothing() {
    assertThat(FaultSelection.parse("all").choices()).hasSameElementsAs(FaultChoice.all());
    assertThat(FaultSelection.parse("none").choices()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kill:broker                   | kill:broker
          state-lost                    | state-lost:orchestrator
          leaders-moved                 | leaders-moved:broker
          slow:registry, kill:broker    | kill:broker,slow:registry
          KILL:Broker,kill:broker       | kill:broker
          state                         | state-lost:orchestrator,state-read-only:orchestrator,state-full:orchestrator
          clock                         | clock-step:orchestrator,clock-step:participant
          network:database              | cut:database,cut-outbound:database,cut-inbound:database,delay:database,slow:database,half-open:database
          processes:registry            | kill:registry,terminate:registry,freeze:registry
          all:registry                  | kill:registry,terminate:registry,freeze:registry,cut:registry,cut-outbound:registry,cut-inbound:registry,delay:registry,slow:registry,half-open:registry
          cut                           | cut:orchestrator,cut:participant,cut:broker,cut:peers,cut:registry,cut:database
          network:peers                 | cut:peers,cut-outbound:peers,cut-inbound:peers,delay:peers,slow:peers,half-open:peers
          deliveries                    | repeat:orchestrator,repeat:participant
          upgrade                       | upgrade:orchestrator
          none                          | none
          """)
  void shouldSelectWhatIsNamed(String value, String expected) {
    FaultSelection selection = FaultSelection.parse(value);

    assertThat(selection.text()).isEqualTo(expected);
    assertThat(FaultSelection.parse(selection.text())).isEqualTo(selection);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kil                 | Expected the name of a fault, but was 'kil': use one of all, none, processes, network, state, clock, deliveries, kill, terminate,
          ''                  | Expected the name of a fault, but was ''
          kill,               | Expected the name of a fault, but was ''
          broker              | Expected the name of a fault, but was 'broker'
          kill:               | Expected the name of a role, but was '': use one of orchestrator, participant, broker, peers, registry, database
          kill:brokr          | Expected the name of a role, but was 'brokr': use one of orchestrator, participant, broker, peers, registry, database
          state-lost:broker   | Expected a role that state-lost can hit, but was broker: use one of orchestrator
          clock:database      | Expected a role that clock can hit, but was database: use one of orchestrator, participant
          none,kill           | Expected none to be the only name in --faults
          """)
  void shouldSayWhatIsAllowedWhenANameIsWrong(String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultSelection.parse(value))
        .withMessageStartingWith(message);
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FaultChoice(ClusterFaultKind.STATE_FULL, TargetRole.DATABASE))
        .withMessage(
            "Expected a role that state-full can hit, but was database: use one of [orchestrator]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InstanceCounts(1, 0, 1))
        .withMessageStartingWith("Expected at least one process of each role");
    FaultChoice kill = new FaultChoice(ClusterFaultKind.KILL, TargetRole.ORCHESTRATOR);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fault(kill, Aim.LEADER, 0, 0, 0))
        .withMessage("Expected an instance of orchestrator, but was its leader");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fault(kill, Aim.INSTANCE, 0, -1, 0))
        .withMessageStartingWith("Expected no negative number in a fault");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> new FaultSelection(Set.of(kill)).choices().clear());
  }
}
