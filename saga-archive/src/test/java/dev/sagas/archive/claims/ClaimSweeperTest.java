package dev.sagas.archive.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.archive.UnreliableStore;
import dev.sagas.claims.ClaimKeys;
import dev.sagas.claims.MarkedStore;
import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStoreException;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.serde.Claim;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What is collected, what is kept, and who may collect. */
class ClaimSweeperTest {
  private static final SweepSettings SETTINGS = new SweepSettings(SweptStore.KEEP, false, false);
  private static final SweepSettings DRY = new SweepSettings(SweptStore.KEEP, true, false);

  private final SweptStore store = new SweptStore();

  @Test
  void shouldCollectWhatNothingNeedsAndNobodyStoredLately() {
    // given
    Claim needed = store.storeLongAgo(1);
    Claim young = store.store(2);
    Claim unused = store.storeLongAgo(3);
    store.record("saga.requests", needed.encoded());

    // when
    SweepReport dry = store.sweep(store.objects, DRY);

    // then
    assertThat(store.isThere(unused)).isTrue();
    assertThat(dry.stored().objects()).isEqualTo(3);
    assertThat(dry.collected().objects()).isEqualTo(1);

    // when
    SweepReport report = store.sweep();

    // then
    assertThat(store.isThere(needed)).isTrue();
    assertThat(store.isThere(young)).isTrue();
    assertThat(report).isEqualTo(dry);
    assertThat(report.needed().objects()).isEqualTo(1);
    assertThat(report.young().objects()).isEqualTo(1);
    assertThat(report.collected().bytes()).isEqualTo(2_001);
    assertThat(store.keys())
        .containsExactlyInAnyOrder(
            ClaimKeys.content(needed.sha256()),
            ClaimKeys.content(young.sha256()),
            ClaimKeys.lease(young.sha256(), SweptStore.today()));
  }

  @Test
  void shouldChangeNothingInADryRun() {
    // given
    Claim unused = store.storeLongAgo(3);
    store.condemn(unused);
    List<String> before = store.keys();

    // when
    SweepReport report = store.sweep(store.objects, DRY);

    // then
    assertThat(report.leftovers()).isEqualTo(1);
    assertThat(store.keys()).isEqualTo(before);
    List<String> runs = new ArrayList<>();
    store.objects.list("sweeps/", object -> runs.add(object.key()));
    assertThat(runs).isEmpty();
  }

  @Test
  void shouldKeepAnObjectToTheLastDayOfItsTime() {
    // given
    LocalDate first = LocalDate.ofInstant(Instant.now().minus(SweptStore.KEEP), ZoneOffset.UTC);
    Claim last = store.storeLongAgo(1);
    store.lease(last, first);
    Claim past = store.storeLongAgo(2);
    store.lease(past, first.minusDays(1));

    // when
    SweepReport report = store.sweep();

    // then
    assertThat(report.young().objects()).isEqualTo(1);
    assertThat(store.isThere(last)).isTrue();
    assertThat(store.isThere(past)).isFalse();
  }

  @Test
  void shouldFindClaimsInsideOtherBytes() {
    // given
    Claim needed = store.storeLongAgo(1);
    byte[] claim = needed.encoded();
    byte[] record = new byte[claim.length + 31];
    System.arraycopy(claim, 0, record, 17, claim.length);
    store.record("saga-orchestrator-checkpoints-changelog", record);
    store.records().add(new ConsumerRecord<>("saga.requests", 0, 9, null, null));

    // when
    store.sweep();

    // then
    assertThat(store.isThere(needed)).isTrue();
  }

  @Test
  void shouldSpareWhatIsNeededAgainMeanwhile() {
    // given: the record appears when the first reading is over
    Claim claim = store.storeLongAgo(1);
    int[] readings = {0};
    ClaimRecords records =
        store.reader(
            () -> {
              if (readings[0]++ == 1) {
                assertThat(store.isCondemned(claim)).isTrue();
                store.record("saga.replies", claim.encoded());
              }
            });

    // when
    SweepReport report =
        new ClaimSweeper(store.objects, records, SETTINGS, Clock.systemUTC())
            .run(SweptStore.DEPLOYMENT);

    // then
    assertThat(report.spared()).isEqualTo(1);
    assertThat(report.needed().objects()).isEqualTo(1);
    assertThat(store.isThere(claim)).isTrue();
    assertThat(store.isCondemned(claim)).isFalse();
  }

  @Test
  void shouldReleaseWhatSomebodyWaitsForBeforeItReads() {
    // given: a killed run had condemned it, and a writer has tried to store it
    Claim waited = store.store(1);
    store.condemn(waited);

    // when
    SweepReport report =
        new ClaimSweeper(
                store.objects,
                store.reader(() -> assertThat(store.isCondemned(waited)).isFalse()),
                SETTINGS,
                Clock.systemUTC())
            .run(SweptStore.DEPLOYMENT);

    // then
    assertThat(report.leftovers()).isEqualTo(1);
    assertThat(store.isThere(waited)).isTrue();
  }

  @Test
  void shouldLeaveForeignObjectsAlone() {
    // given
    List<String> foreign =
        List.of("claims/ab/readme.txt", "leases/ab/readme.txt", "condemned/x", "other/ab/c");
    foreign.forEach(key -> store.objects.putIfAbsent(key, ObjectContent.of(new byte[1])));

    // when
    store.sweep();

    // then
    assertThat(store.keys()).containsExactlyInAnyOrderElementsOf(foreign);
  }

  @Test
  void shouldReleaseAllWhenTheSecondReadingFails() {
    // given
    Claim claim = store.storeLongAgo(1);
    int[] readings = {0};
    ClaimRecords records =
        store.reader(
            () -> {
              if (readings[0]++ == 1) {
                throw new IllegalStateException("brokers are away");
              }
            });

    // when
    assertThatThrownBy(
            () ->
                new ClaimSweeper(store.objects, records, SETTINGS, Clock.systemUTC())
                    .run(SweptStore.DEPLOYMENT))
        .hasMessage("brokers are away");

    // then
    assertThat(store.isThere(claim)).isTrue();
    assertThat(store.isCondemned(claim)).isFalse();
    assertThat(store.sweep().collected().objects()).isEqualTo(1);
  }

  @Test
  void shouldRefuseToForgetWhatAParticipantMayAnswerAgain() {
    // given
    Claim unused = store.storeLongAgo(1);
    store.records().add(remembered("saga.requests", 400)); // a client's invention
    store.records().add(remembered("payments.commands", 90));

    // then
    assertThatThrownBy(store::sweep)
        .isInstanceOf(ClaimsException.class)
        .hasMessageContaining("at least 90 days")
        .hasMessageContaining("payments.commands-0-17")
        .hasMessageContaining("it is 40 days");
    assertThat(store.isThere(unused)).isTrue();
    assertThat(
            store
                .sweep(store.objects, new SweepSettings(Duration.ofDays(90), false, false))
                .collected()
                .objects())
        .isEqualTo(1);
  }

  private static ConsumerRecord<byte[], byte[]> remembered(String topic, int days) {
    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(topic, 0, 17, null, new byte[3]);
    long until = record.timestamp() + Duration.ofDays(days).toMillis();
    record
        .headers()
        .add(SagaHeaders.FENCE_UNTIL, Long.toString(until).getBytes(StandardCharsets.UTF_8));
    return record;
  }

  @Test
  void shouldRefuseTwoRunsAtOnce() {
    // given: a run that was killed when it had begun
    Claim unused = store.storeLongAgo(1);
    ClaimRecords dying =
        store.reader(
            () -> {
              throw new AssertionError("killed");
            });
    assertThatThrownBy(
            () ->
                new ClaimSweeper(store.objects, dying, SETTINGS, Clock.systemUTC())
                    .run(SweptStore.DEPLOYMENT))
        .hasMessage("killed");

    // then
    assertThatThrownBy(store::sweep)
        .isInstanceOf(ClaimsException.class)
        .hasMessageContaining("one has begun at")
        .hasMessageContaining("--take-over");
    assertThat(store.isThere(unused)).isTrue();

    // when: a day later
    Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));
    SweepReport report =
        new ClaimSweeper(store.objects, store.reader(), SETTINGS, tomorrow)
            .run(SweptStore.DEPLOYMENT);

    // then
    assertThat(report.collected().objects()).isEqualTo(1);
  }

  @Test
  void shouldStopWhenAnotherRunHasTakenOver() {
    // given
    Claim unused = store.storeLongAgo(1);
    int[] readings = {0};
    ClaimRecords records =
        store.reader(
            () -> {
              if (readings[0]++ == 1) {
                SweepTurn unusedTurn =
                    SweepTurn.begin(store.objects, SweptStore.DEPLOYMENT, Instant.now(), true);
              }
            });

    // then
    assertThatThrownBy(
            () ->
                new ClaimSweeper(store.objects, records, SETTINGS, Clock.systemUTC())
                    .run(SweptStore.DEPLOYMENT))
        .isInstanceOf(ClaimsException.class)
        .hasMessageContaining("one has just begun");
    assertThat(store.isThere(unused)).isTrue();
  }

  @Test
  void shouldStopByItselfBeforeOthersAssumeItDead() {
    // given
    Instant now = Instant.now();
    SweepTurn turn = SweepTurn.begin(store.objects, SweptStore.DEPLOYMENT, now, false);

    // then
    turn.require(now.plus(SweepTurn.LONGEST));
    assertThatThrownBy(() -> turn.require(now.plus(SweepTurn.LONGEST).plusMillis(1)))
        .isInstanceOf(ClaimsException.class)
        .hasMessageContaining("12 hours");
    assertThat(SweepTurn.LONGEST).isLessThan(SweepTurn.ASSUMED_DEAD);
  }

  @Test
  void shouldLetNobodyBeginSoonWhenADeletionHasFailed() {
    // given: the answer to the deletion of the content is lost
    store.storeLongAgo(1);
    UnreliableStore losing =
        new UnreliableStore(store.objects, Integer.MAX_VALUE, true) {
          @Override
          public void delete(String key) {
            throw new dev.sagas.objects.ObjectStoreException("lost");
          }
        };

    // when
    assertThatThrownBy(() -> store.sweep(losing, SETTINGS)).hasMessage("lost");

    // then
    assertThatThrownBy(store::sweep).hasMessageContaining("has not ended");
  }

  @Test
  void shouldNotCollectWhatAnotherDeploymentNeeds() {
    // given
    Claim unused = store.store(1);
    store.sweep();
    store.age(unused);
    ClaimSweeper other =
        new ClaimSweeper(store.objects, store.reader(), SETTINGS, Clock.systemUTC());
    ClaimSweeper dry = new ClaimSweeper(store.objects, store.reader(), DRY, Clock.systemUTC());

    // then
    assertThatThrownBy(() -> other.run("prefix 'other.'"))
        .isInstanceOf(ClaimsException.class)
        .hasMessageContaining("it is that of " + SweptStore.DEPLOYMENT);
    assertThatThrownBy(() -> dry.run("prefix 'other.'")).isInstanceOf(ClaimsException.class);
    assertThat(store.isThere(unused)).isTrue();
  }

  @Test
  void shouldRefuseStoreThatIsNotMounted() {
    // given
    store.record("saga.requests", store.store(1).encoded());
    store.objects.delete(MarkedStore.KEY);

    // then
    assertThatThrownBy(store::sweep)
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining("its folder may not be mounted");
    assertThatThrownBy(() -> store.sweep(store.objects, DRY))
        .isInstanceOf(ObjectStoreException.class);
  }

  @Test
  void shouldLeaveStoreAloneThatHasNeverBeenUsed() {
    // when
    SweepReport report = store.sweep();

    // then
    assertThat(report.stored().objects()).isZero();
    assertThat(store.keys()).isEmpty();
  }

  @Test
  void shouldRefuseToKeepForLessThanTwoDays() {
    assertThatThrownBy(() -> new SweepSettings(Duration.ofHours(47), true, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2 days");
  }
}
