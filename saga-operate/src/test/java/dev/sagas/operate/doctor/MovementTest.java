package dev.sagas.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.States;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every fault of what moves is found: groups, transactions, sagas that wait. */
class MovementTest {
  private static final String INPUT = "shop.saga.requests-0";

  private final Sick sick = new Sick();

  @Test
  void shouldFindThatNoOrchestratorRuns() {
    sick.orchestrator = Reading.at(group("Empty", 0, Set.of(), true));

    assertThat(sick.codes()).containsExactly(FindingCode.ORCHESTRATOR_DOWN);
    assertThat(sick.finding(FindingCode.ORCHESTRATOR_DOWN).message())
        .isEqualTo(
            "Expected group shop.saga-orchestrator to have members, but it has none (Empty), at"
                + " most 7 inputs wait");
  }

  @Test
  void shouldFindThatItsGroupDoesNotComeToRest() {
    sick.orchestrator = Reading.at(group("PreparingRebalance", 2, Set.of(), true));

    assertThat(sick.codes()).containsExactly(FindingCode.ORCHESTRATOR_REBALANCING);
  }

  @Test
  void shouldFindAnInputPartitionThatNobodyReads() {
    sick.orchestrator = Reading.at(group("Stable", 2, Set.of(), true));
    assertThat(sick.codes()).containsExactly(FindingCode.PARTITION_UNASSIGNED);

    sick.orchestrator = Reading.at(group("Stable", 2, Set.of(INPUT), true));
    assertThat(sick.codes()).isEmpty();
  }

  @Test
  void shouldFindOffsetsThatATransactionHolds() {
    sick.orchestrator = Reading.at(group("Stable", 2, Set.of(INPUT), false));

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
    sick.participants.put("payments", Reading.at(payments(1, own, -1)));
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
    sick.transactions = Reading.at(new TransactionsView(3, List.of(), List.of("no right")));

    assertThat(Diagnosis.of(sick.snapshot()).findings())
        .contains(Finding.notChecked(DoctorCheck.TRANSACTIONS, "transactions", "no right"));
  }

  @Test
  void shouldFindAParticipantThatIsDownAndHowManySagasWaitForIt() {
    sick.participants.put("payments", Reading.at(payments(0, Set.of(), 0)));
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
    sick.participants.put("payments", Reading.at(payments(1, own, 1001)));
    assertThat(sick.codes()).containsExactly(FindingCode.PARTICIPANT_LAG);
    sick.participants.put("payments", Reading.at(payments(1, own, 1000)));
    assertThat(sick.codes()).isEmpty();
    sick.participants.put("payments", Reading.at(payments(1, Set.of(), 0)));
    assertThat(sick.codes()).containsExactly(FindingCode.COMMANDS_UNASSIGNED);
  }

  @Test
  void shouldFindThatCommandsWereLostOnlyWhenSagasWaitForThem() {
    sick.participants.put("payments", deleted(5, 8));
    assertThat(sick.codes()).as("nobody waits").isEmpty();
    sick.live(States.executing("o-1", 10));
    assertThat(sick.codes()).containsExactly(FindingCode.COMMANDS_LOST);
  }

  @Test
  void shouldNotTakeAMarkerOfATransactionForALostCommand() {
    // given
    sick.live(States.executing("o-1", 10));

    // when: the newest command was read, and the marker behind it has expired
    sick.participants.put("payments", deleted(5, 6));

    // then
    assertThat(sick.codes()).isEmpty();
    assertThat(sick.notChecked(DoctorCheck.PARTICIPANTS)).isEmpty();

    // when: as many as transactions may have been open side by side
    sick.participants.put("payments", deleted(5, 7));

    // then
    assertThat(sick.codes()).isEmpty();
    assertThat(sick.notChecked(DoctorCheck.PARTICIPANTS))
        .containsExactly(
            "Not checked: the offsets from 5 of shop.payments.commands-0 on were deleted unread: 2,"
                + " which may be commands or the markers of transactions");
  }

  @Test
  void shouldNotTakeAMarkerOfATransactionForALostReply() {
    // when
    sick.orchestrator = replies(6);

    // then
    assertThat(sick.codes()).isEmpty();
    assertThat(sick.notChecked(DoctorCheck.ORCHESTRATOR))
        .containsExactly(
            "Not checked: offset 5 was deleted unread: a reply, or the marker of a participant's"
                + " transaction");

    // when
    sick.orchestrator = replies(7);

    // then
    assertThat(sick.codes()).containsExactly(FindingCode.INPUT_LOST);
  }

  @Test
  void shouldCountRecordsAndNotOffsetsWhereTheyWereRead() {
    // given: a command with its marker, and a marker alone
    GroupView.Progress one =
        counted("shop.payments.commands-0", 2, new WaitingRecords.Count(1, true));
    GroupView.Progress none =
        counted("shop.payments.commands-1", 1, new WaitingRecords.Count(0, true));
    GroupView.Progress unread =
        counted("shop.payments.commands-1", 1, new WaitingRecords.Count(1, false));

    // then
    assertThat(waiting(one, none)).isEqualTo("1");
    assertThat(waiting(none)).isEqualTo("0");
    assertThat(waiting(one, unread)).isEqualTo("at most 2");
  }

  private static GroupView.Progress counted(
      String partition, long offsets, WaitingRecords.Count count) {
    return new GroupView.Progress(partition, 5, 0, 5 + offsets, Optional.of(count));
  }

  private static String waiting(GroupView.Progress... progress) {
    return new GroupView("g", "Stable", 1, Set.of(), true, List.of(progress)).waiting();
  }

  /** A participant that committed one offset of its partition, which begins at another now. */
  private static Reading<GroupView> deleted(long committed, long begin) {
    return Reading.at(
        Sick.with(
            Reading.at(payments(1, Set.of("shop.payments.commands-0"), 0)),
            new GroupView.Progress("shop.payments.commands-0", committed, begin, begin)));
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
  void shouldFindSagasOfAVersionThatAnInstanceLacks() {
    // given
    sick.live(States.waiting("o-1", "order", 5));
    sick.recent =
        new RecentView(
            Reading.at(Map.of()),
            Reading.at(Map.of()),
            Reading.at(Set.of("order version 3", "old version 1")));

    // then
    assertThat(sick.codes()).containsExactly(FindingCode.VERSION_MISSING);
    assertThat(sick.finding(FindingCode.VERSION_MISSING).message())
        .isEqualTo(
            "Expected every orchestrator to run order version 3, but one does not, and live sagas"
                + " are on it: 1, the oldest is o-1");
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

  /** An orchestrator that has read up to 5 in a partition that begins there now. */
  private static Reading<GroupView> replies(long begin) {
    String partition = "shop.saga.replies-0";
    return Reading.at(
        Sick.with(
            Reading.at(group("Stable", 1, Set.of(partition), true)),
            new GroupView.Progress(partition, 5, begin, 20)));
  }

  private static Reading<GroupView> inputs(GroupView.Progress progress) {
    return Reading.at(Sick.with(Reading.at(group("Stable", 1, Set.of(INPUT), true)), progress));
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
  private static Reading<TransactionsView> open(
      long seconds, Optional<TransactionsView.Coordinated> coordinator) {
    return Reading.at(
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
