package dev.sagas.orchestrator.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.orchestrator.operate.States;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every fault of what moves is found: groups, transactions, sagas that wait. */
class MovementTest {
  private static final String INPUT = "shop.saga.requests-0";

  private final Sick sick = new Sick();

  @Test
  void shouldFindThatNoOrchestratorRuns() {
    sick.orchestrator = Look.at(group("Empty", 0, Set.of(), true));

    assertThat(sick.codes()).containsExactly(FindingCode.ORCHESTRATOR_DOWN);
    assertThat(sick.finding(FindingCode.ORCHESTRATOR_DOWN).message())
        .isEqualTo(
            "Expected group shop.saga-orchestrator to have members, but it has none (Empty), 7"
                + " inputs wait");
  }

  @Test
  void shouldFindThatItsGroupDoesNotComeToRest() {
    sick.orchestrator = Look.at(group("PreparingRebalance", 2, Set.of(), true));

    assertThat(sick.codes()).containsExactly(FindingCode.ORCHESTRATOR_REBALANCING);
  }

  @Test
  void shouldFindAnInputPartitionThatNobodyReads() {
    sick.orchestrator = Look.at(group("Stable", 2, Set.of(), true));
    assertThat(sick.codes()).containsExactly(FindingCode.PARTITION_UNASSIGNED);

    sick.orchestrator = Look.at(group("Stable", 2, Set.of(INPUT), true));
    assertThat(sick.codes()).isEmpty();
  }

  @Test
  void shouldFindOffsetsThatATransactionHolds() {
    sick.orchestrator = Look.at(group("Stable", 2, Set.of(INPUT), false));

    assertThat(sick.codes()).containsExactly(FindingCode.OFFSETS_UNSTABLE);
  }

  @Test
  void shouldFindInputsThatWaitOrAreLost() {
    sick.orchestrator = inputs(new GroupView.Progress(INPUT, 5, 0, 1006));
    assertThat(sick.codes()).containsExactly(FindingCode.ORCHESTRATOR_LAG);
    sick.orchestrator = inputs(new GroupView.Progress(INPUT, 5, 0, 1005));
    assertThat(sick.codes()).isEmpty();
    sick.orchestrator = inputs(new GroupView.Progress(INPUT, 5, 6, 20));
    assertThat(sick.codes()).containsExactly(FindingCode.INPUT_LOST);
    sick.orchestrator = inputs(new GroupView.Progress(INPUT, 6, 6, 20));
    assertThat(sick.codes()).isEmpty();
    sick.orchestrator = inputs(new GroupView.Progress(INPUT, -1, 6, 20));
    assertThat(sick.codes()).isEmpty();
  }

  @Test
  void shouldFindPositionsThatCannotBeTrue() {
    sick.orchestrator = inputs(new GroupView.Progress(INPUT, 21, 0, 20));
    assertThat(sick.codes()).containsExactly(FindingCode.POSITION_BEYOND_END);
    assertThat(sick.finding(FindingCode.POSITION_BEYOND_END).message())
        .contains(INPUT)
        .contains("it has committed 21, and it ends at 20");
    sick.orchestrator = inputs(new GroupView.Progress(INPUT, 20, 0, 20));
    assertThat(sick.codes()).isEmpty();

    Set<String> own = Set.of("shop.payments.commands-0");
    sick.participants.put("payments", Look.at(payments(1, own, -1)));
    assertThat(sick.codes()).containsExactly(FindingCode.COMMANDS_BEYOND_END);
  }

  @Test
  void shouldFindATransactionThatItsCoordinatorHasEnded() {
    sick.transactions = open(61, Optional.of(coordinated(false, true, 61)));
    assertThat(sick.codes()).containsExactly(FindingCode.TRANSACTION_HANGING);
    sick.transactions = open(60, Optional.of(coordinated(false, true, 60)));
    assertThat(sick.codes()).isEmpty();
  }

  @Test
  void shouldFindATransactionThatItsCoordinatorHasForgotten() {
    sick.transactions = open(961, Optional.empty());
    assertThat(sick.codes()).containsExactly(FindingCode.TRANSACTION_HANGING);
    sick.transactions = open(960, Optional.empty());
    assertThat(sick.codes()).isEmpty();
  }

  @Test
  void shouldFindTheLastTransactionOfAProducerWhenItsNextIsUnderWay() {
    sick.transactions = open(100, Optional.of(coordinated(true, true, 5)));
    assertThat(sick.codes()).containsExactly(FindingCode.TRANSACTION_HANGING);
    sick.transactions = open(100, Optional.of(coordinated(true, false, 100)));
    assertThat(sick.codes()).containsExactly(FindingCode.TRANSACTION_HANGING);
  }

  @Test
  void shouldFindATransactionThatIsOverdue() {
    sick.transactions = open(1, Optional.of(coordinated(true, true, 71)));
    assertThat(sick.codes()).containsExactly(FindingCode.TRANSACTION_OVERDUE);
    sick.transactions = open(1, Optional.of(coordinated(true, true, 70)));
    assertThat(sick.codes()).isEmpty();
  }

  @Test
  void shouldSayWhichPartitionsWereNotSeen() {
    sick.transactions = Look.at(new TransactionsView(3, List.of(), List.of("no right")));

    assertThat(Diagnosis.of(sick.snapshot()).findings())
        .contains(Finding.notChecked(Check.TRANSACTIONS, "transactions", "no right"));
  }

  @Test
  void shouldFindAParticipantThatIsDownAndHowManySagasWaitForIt() {
    sick.participants.put("payments", Look.at(payments(0, Set.of(), 0)));
    assertThat(sick.codes()).containsExactly(FindingCode.PARTICIPANT_DOWN);

    sick.live(States.executing("o-2", 20));
    sick.live(States.executing("o-1", 10));
    assertThat(sick.codes()).containsExactly(FindingCode.PARTICIPANT_AWAITED);
    assertThat(sick.finding(FindingCode.PARTICIPANT_AWAITED).message())
        .isEqualTo(
            "Expected group shop.payments of participant payments to have members, but it has"
                + " none, and sagas wait for it: 2, the oldest is o-1 since 59 min");
  }

  @Test
  void shouldFindCommandsThatWaitAreLostOrNobodyReads() {
    Set<String> own = Set.of("shop.payments.commands-0");
    sick.participants.put("payments", Look.at(payments(1, own, 1001)));
    assertThat(sick.codes()).containsExactly(FindingCode.PARTICIPANT_LAG);
    sick.participants.put("payments", Look.at(payments(1, own, 1000)));
    assertThat(sick.codes()).isEmpty();
    sick.participants.put("payments", Look.at(payments(1, Set.of(), 0)));
    assertThat(sick.codes()).containsExactly(FindingCode.COMMANDS_UNASSIGNED);
    sick.participants.put(
        "payments",
        Look.at(
            Sick.with(
                Look.at(payments(1, own, 0)),
                new GroupView.Progress("shop.payments.commands-0", 5, 6, 7))));
    assertThat(sick.codes()).containsExactly(FindingCode.COMMANDS_LOST);
  }

  @Test
  void shouldFindACommandTopicThatIsMissing() {
    sick.topics.remove("shop.payments.commands");

    assertThat(sick.codes()).containsExactly(FindingCode.COMMAND_TOPIC_MISSING);
  }

  @Test
  void shouldFindSagasOfAVersionThatIsNotThere() {
    sick.live(States.waiting("t-1", "trip", 5));

    assertThat(sick.codes()).containsExactly(FindingCode.VERSION_NOT_PUBLISHED);
    assertThat(sick.finding(FindingCode.VERSION_NOT_PUBLISHED).message())
        .isEqualTo(
            "Expected trip version 3 to be among the published definitions, but it is not, and"
                + " live sagas are on it: 1, the oldest is t-1");
  }

  @Test
  void shouldFindSagasThatNeedADecision() {
    sick.live(States.stuck("o-1", "PIVOT_OUTCOME_UNKNOWN", 30));
    assertThat(sick.codes()).containsExactly(FindingCode.INCIDENTS);
    assertThat(sick.finding(FindingCode.INCIDENTS).message())
        .contains("PIVOT_OUTCOME_UNKNOWN: 1, the oldest is o-1");

    sick.live(States.stuck("o-2", "VERSION_MISSING", 30));
    assertThat(sick.codes()).containsExactly(FindingCode.VERSION_MISSING, FindingCode.INCIDENTS);
  }

  @Test
  void shouldFindDamagedCheckpoints() {
    sick.census.addUnreadable(2);

    assertThat(sick.codes()).containsExactly(FindingCode.CHECKPOINT_DAMAGED);
  }

  private static GroupView group(String state, int members, Set<String> assigned, boolean stable) {
    return new GroupView(
        Sick.APPLICATION,
        state,
        members,
        assigned,
        stable,
        List.of(new GroupView.Progress(INPUT, 3, 0, 10)));
  }

  private static Look<GroupView> inputs(GroupView.Progress progress) {
    return Look.at(Sick.with(Look.at(group("Stable", 1, Set.of(INPUT), true)), progress));
  }

  private static GroupView payments(int members, Set<String> assigned, long lag) {
    return new GroupView(
        "shop.payments",
        members == 0 ? "Empty" : "Stable",
        members,
        assigned,
        true,
        List.of(new GroupView.Progress("shop.payments.commands-0", 5, 0, 5 + lag)));
  }

  /** A transaction whose newest record is that many seconds old. */
  private static Look<TransactionsView> open(
      long seconds, Optional<TransactionsView.Coordinated> coordinator) {
    return Look.at(
        new TransactionsView(
            9,
            List.of(
                new TransactionsView.Open(INPUT, 42, 7, Sick.NOW_MS - 1000 * seconds, coordinator)),
            List.of()));
  }

  private static TransactionsView.Coordinated coordinated(
      boolean ongoing, boolean holdsPartition, long seconds) {
    return new TransactionsView.Coordinated(
        "orchestrator-1", ongoing, holdsPartition, Sick.NOW_MS - 1000 * seconds, 10_000);
  }
}
