package dev.sagas.chaos.fault;

import static dev.sagas.chaos.fault.TargetRole.ORCHESTRATOR;
import static dev.sagas.chaos.fault.TargetRole.PARTICIPANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every plan keeps to, asked of many seeds. */
class FaultPlanTest {
  private static final InstanceCounts COUNTS = new InstanceCounts(3, 6, 3);
  private static final Set<FaultChoice> ALL = Set.copyOf(FaultChoice.all());
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void shouldRepeatThePlanWhenTheSeedIsTheSame() {
    FaultPlan plan = plan(7, MINUTE);

    assertThat(FaultPlan.of(7, MINUTE, new HashSet<>(FaultChoice.all()), COUNTS)).isEqualTo(plan);
    assertThat(plan(8, MINUTE)).isNotEqualTo(plan);
  }

  @Test
  void shouldBeEmptyWhenNothingIsAllowedOrTheRunIsTooShort() {
    assertThat(FaultPlan.of(1, MINUTE, Set.of(), COUNTS).faults()).isEmpty();
    assertThat(plan(1, Duration.ofMillis(1)).faults()).isEmpty();
    assertThat(plan(1, Duration.ZERO).faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 30, 60, 600})
  void shouldLeaveTheStartAndTheEndCalm(int seconds) {
    long runMs = seconds * 1_000L;

    assertThat(plans(1_000, Duration.ofMillis(runMs)).flatMap(plan -> plan.faults().stream()))
        .allSatisfy(
            fault -> {
              assertThat(fault.atMs()).isGreaterThanOrEqualTo(runMs / 10);
              assertThat(fault.untilMs()).isLessThanOrEqualTo(runMs / 5 * 4);
            });
  }

  @Test
  void shouldKeepToTheDurationsOfEachKind() {
    assertThat(faults(1_000))
        .allSatisfy(
            fault -> {
              switch (fault.kind()) {
                case KILL, TERMINATE, STATE_LOST ->
                    assertThat(fault.durationMs()).isBetween(0L, 8_000L);
                case FREEZE -> assertThat(fault.durationMs()).isBetween(freezeMs(fault), 20_000L);
                case CUT, CUT_OUTBOUND, CUT_INBOUND, DELAY, SLOW, HALF_OPEN, CLOCK_STEP, REPEAT ->
                    assertThat(fault.durationMs()).isBetween(2_000L, 20_000L);
                case STATE_READ_ONLY, STATE_FULL ->
                    assertThat(fault.durationMs()).isBetween(2_000L, 10_000L);
                case ROLLING_RESTART, UPGRADE ->
                    assertThat(fault.durationMs()).isBetween(18_000L, 36_000L);
                case LEADERS_MOVED -> assertThat(fault.durationMs()).isZero();
              }
            });
  }

  private static long freezeMs(Fault fault) {
    boolean inGroup = fault.role() == ORCHESTRATOR || fault.role() == PARTICIPANT;
    return inGroup ? 12_000 : 2_000;
  }

  @Test
  void shouldAffectAtMostOneBrokerAtATime() {
    assertThat(
            overlaps(COUNTS)
                .filter(pair -> pair.stream().allMatch(fault -> fault.role().isOfBrokers())))
        .isNotEmpty()
        .allSatisfy(
            pair ->
                assertThat(pair)
                    .filteredOn(fault -> fault.kind() == ClusterFaultKind.LEADERS_MOVED)
                    .hasSize(1));
  }

  @Test
  void shouldNeverAffectAProcessByTwoFaultsAtATime() {
    assertThat(overlaps(COUNTS).filter(pair -> pair.get(0).role() == pair.get(1).role()))
        .filteredOn(pair -> !pair.get(0).role().isOfBrokers())
        .filteredOn(pair -> pair.stream().noneMatch(FaultPlanTest::isOfRecords))
        .isNotEmpty()
        .allSatisfy(
            pair -> {
              assertThat(pair).extracting(Fault::instance).doesNotHaveDuplicates();
              assertThat(pair)
                  .extracting(Fault::kind)
                  .doesNotContain(ClusterFaultKind.ROLLING_RESTART, ClusterFaultKind.UPGRADE);
              assertThat(pair).extracting(Fault::role).containsAnyOf(ORCHESTRATOR, PARTICIPANT);
            });
  }

  @Test
  void shouldNeverAffectBothOfTwoOrchestratorsAtATime() {
    assertThat(overlaps(new InstanceCounts(2, 2, 3)))
        .isNotEmpty()
        .filteredOn(pair -> pair.stream().noneMatch(FaultPlanTest::isOfRecords))
        .noneMatch(pair -> sameRole(pair, ORCHESTRATOR));
  }

  @Test
  void shouldRepeatRecordsBesideFaultsOfProcesses() {
    assertThat(overlaps(COUNTS).filter(pair -> pair.stream().anyMatch(FaultPlanTest::isOfRecords)))
        .isNotEmpty()
        .allSatisfy(pair -> assertThat(pair).extracting(Fault::kind).doesNotHaveDuplicates());
  }

  private static boolean isOfRecords(Fault fault) {
    return fault.kind() == ClusterFaultKind.REPEAT;
  }

  @Test
  void shouldNeverHaveThreeFaultsAtATime() {
    assertThat(plans(1_000, Duration.ofMinutes(5)))
        .allSatisfy(
            plan ->
                assertThat(plan.faults())
                    .allSatisfy(
                        fault ->
                            assertThat(plan.faults())
                                .filteredOn(other -> overlap(fault, other))
                                .hasSizeLessThanOrEqualTo(2)));
  }

  @Test
  void shouldPlanAboutAThirdInPairs() {
    long pairs =
        plans(1_000, Duration.ofMinutes(5))
            .mapToLong(plan -> starts(plan).filter(gap -> gap >= 200 && gap <= 6_000).count())
            .sum();
    long all = plans(1_000, Duration.ofMinutes(5)).mapToLong(plan -> plan.faults().size()).sum();

    assertThat((double) pairs / (all - pairs)).isBetween(0.2, 0.5);
  }

  private static LongStream starts(FaultPlan plan) {
    List<Fault> faults = plan.faults();
    return LongStream.range(1, faults.size())
        .map(i -> faults.get((int) i).atMs() - faults.get((int) i - 1).atMs());
  }

  @Test
  void shouldPlanEveryAllowedChoiceWhenSeedsAreMany() {
    assertThat(faults(200).map(Fault::choice).distinct())
        .containsExactlyInAnyOrderElementsOf(FaultChoice.all());
    assertThat(faults(200).filter(fault -> fault.role().isOfBrokers()))
        .extracting(Fault::role, Fault::aim)
        .contains(
            tuple(TargetRole.BROKER, Aim.CONTROLLER),
            tuple(TargetRole.PEERS, Aim.LEADER),
            tuple(TargetRole.PEERS, Aim.COORDINATOR));
  }

  @Test
  void shouldPlanNothingElseThanTheAllowed() {
    Set<FaultChoice> allowed = FaultSelection.parse("kill:broker,slow:registry").choices();

    assertThat(LongStream.range(0, 200).boxed())
        .flatExtracting(seed -> FaultPlan.of(seed, MINUTE, allowed, COUNTS).faults())
        .extracting(Fault::choice)
        .hasSizeGreaterThan(200)
        .isSubsetOf(allowed);
  }

  @Test
  void shouldNumberOnlyProcessesThatThereAre() {
    assertThat(faults(1_000).filter(fault -> fault.aim() != Aim.LEADER))
        .allSatisfy(
            fault -> assertThat(fault.instance()).isBetween(0, COUNTS.of(fault.role()) - 1));
  }

  @Test
  void shouldSpreadHowMuchOverItsRange() {
    assertThat(faults(200))
        .allSatisfy(
            fault -> {
              assertThat(fault.delayMs()).isBetween(20L, 519L);
              assertThat(fault.bytesPerSecond()).isBetween(4_000L, 63_999L);
              assertThat(Math.abs(fault.clockStepMs())).isBetween(2_000L, 61_999L);
            });
    assertThat(faults(200).map(Fault::clockStepMs))
        .anyMatch(step -> step < -30_000)
        .anyMatch(step -> step > 30_000);
  }

  @Test
  void shouldWriteThePlanForPeopleAndPrograms() {
    FaultPlan plan =
        new FaultPlan(
            List.of(
                fault("freeze:orchestrator", Aim.INSTANCE, 20_000, 12_000),
                fault("kill:broker", Aim.LEADER, 12_400, 2_150)));

    assertThat(plan.text())
        .isEqualTo(
            """
            at 12.400 s kill:broker leader 1 for 2.150 s
            at 20.000 s freeze:orchestrator instance 1 for 12.000 s
            """);
    assertThat(plan.json().get(0))
        .hasToString(
            "{\"fault\":\"kill:broker\",\"aim\":\"leader\",\"instance\":1,\"atMs\":12400,\"durationMs\":2150}");
  }

  private static Fault fault(String choice, Aim aim, long atMs, long durationMs) {
    FaultChoice only = FaultSelection.parse(choice).choices().iterator().next();
    return new Fault(only, aim, 1, atMs, durationMs);
  }

  private static FaultPlan plan(long seed, Duration run) {
    return FaultPlan.of(seed, run, ALL, COUNTS);
  }

  private static Stream<FaultPlan> plans(int seeds, Duration run) {
    return LongStream.range(0, seeds).mapToObj(seed -> plan(seed, run));
  }

  private static Stream<Fault> faults(int seeds) {
    return plans(seeds, MINUTE.multipliedBy(3)).flatMap(plan -> plan.faults().stream());
  }

  /** Each two faults of a plan that are in force at the same time. */
  private static Stream<List<Fault>> overlaps(InstanceCounts counts) {
    return LongStream.range(0, 1_000)
        .mapToObj(seed -> FaultPlan.of(seed, Duration.ofMinutes(5), ALL, counts).faults())
        .flatMap(
            faults ->
                faults.stream()
                    .flatMap(
                        one ->
                            faults.stream()
                                .filter(other -> one.atMs() < other.atMs() && overlap(one, other))
                                .map(other -> List.of(one, other))));
  }

  private static boolean overlap(Fault one, Fault other) {
    return one.atMs() <= other.untilMs() && other.atMs() <= one.untilMs();
  }

  private static boolean sameRole(List<Fault> pair, TargetRole role) {
    return pair.get(0).role() == role && pair.get(1).role() == role;
  }
}
