package dev.sagas.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.audit.RandomTrips;
import dev.sagas.audit.RecordedDeployment;
import dev.sagas.audit.RecordedTopics;
import dev.sagas.audit.RecordedTopics.Raw;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was rebuilt is what the store held, at every revision, offset and instant. */
class ReplayFoldTest {
  private static final int SAGAS = 20;
  private static final int HAPPENINGS = 400;
  private static final int LIVE = 10;

  @TempDir private Path stateDir;
  private RecordedDeployment engine;

  @BeforeEach
  void start() {
    engine = new RecordedDeployment(stateDir);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  /** What a replay told. */
  private static final class Told implements ReplayListener {
    private final List<Rebuilt> rebuilt = new ArrayList<>();
    private final List<Unbuildable> unbuildable = new ArrayList<>();

    @Override
    public void rebuilt(Rebuilt run) {
      rebuilt.add(run);
    }

    @Override
    public void unbuildable(Unbuildable run) {
      unbuildable.add(run);
    }

    private String reason() {
      assertThat(rebuilt).isEmpty();
      assertThat(unbuildable).hasSize(1);
      return unbuildable.get(0).reason();
    }

    private Rebuilt only() {
      assertThat(unbuildable).isEmpty();
      assertThat(rebuilt).hasSize(1);
      return rebuilt.get(0);
    }
  }

  private Told replay(ReplayQuery query) {
    return replay(query, engine.tape.journal(), 0);
  }

  private static Told replay(ReplayQuery query, List<ReadEntry> journal, long beginsAt) {
    Told told = new Told();
    ReplayFold fold = new ReplayFold(query, told);
    journal.stream().filter(read -> fold.wants(read.key().saga())).forEach(fold::accept);
    fold.finish(saga -> new JournalBegin(0, beginsAt, true));
    return told;
  }

  private static ReplayQuery one(String saga) {
    return ReplayQuery.of(List.of(new SagaId(saga)));
  }

  @Test
  void shouldRebuildWhatTheStoreHeldWhenAskedForAnyPointOfAnyRandomSaga() {
    // given
    long seed = Long.getLong("saga.seed", 7);
    System.out.println("seed " + seed);
    RandomTrips.play(engine, seed, SAGAS, HAPPENINGS);
    List<ReadEntry> journal = engine.tape.journal();
    List<SagaState> states = engine.tape.states();

    // then
    assertThat(states).hasSizeGreaterThan(100);
    assertThat(states.stream().map(SagaState::status).toList())
        .contains(SagaStatus.COMPLETED, SagaStatus.COMPENSATED);
    for (SagaState held : states) {
      ReadEntry entry = entryOf(journal, held);
      ReplayQuery query =
          one(held.identity().id().value()).ofRun(Optional.of(held.identity().run()));
      for (ReplayPoint point :
          List.of(
              ReplayPoint.revision(held.chain().revision()),
              ReplayPoint.offset(entry.position().offset()))) {
        assertThat(replay(query.upTo(point), journal, 0).only().state())
            .as("seed %d, %s at %s", seed, held.identity().id(), point)
            .isEqualTo(held);
      }
    }
  }

  private static ReadEntry entryOf(List<ReadEntry> journal, SagaState held) {
    return journal.stream()
        .filter(read -> read.statedHash().equals(held.chain().hash()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldRebuildEverySagaAsItWasWhenAskedForAnInstant() {
    // given
    engine.start("early");
    engine.succeed("early");
    engine.start("ending");
    engine.reject("ending");
    Instant then = Instant.ofEpochMilli(engine.nowMs() - 1);
    engine.succeed("early");
    engine.start("late");

    // when
    Told told = replay(ReplayQuery.all().upTo(ReplayPoint.at(then)));

    // then
    assertThat(told.unbuildable).isEmpty();
    assertThat(told.rebuilt)
        .extracting(run -> run.state().identity().id() + " " + run.state().chain().revision())
        .containsExactlyInAnyOrder("early 2", "ending 2");
  }

  @Test
  void shouldTellOnlyWhatMatchesWhenTypeAndStatusAreAskedFor() {
    // given
    engine.start("ending");
    engine.reject("ending");
    engine.start("live");

    // then
    assertThat(ids(ReplayQuery.all().with(Set.of(SagaStatus.COMPENSATED))))
        .containsExactly("ending");
    assertThat(ids(ReplayQuery.all().with(Set.of(SagaStatus.RUNNING)))).containsExactly("live");
    assertThat(ids(ReplayQuery.all().ofType(Optional.of(new SagaType("other"))))).isEmpty();
    assertThat(ids(ReplayQuery.all())).containsExactly("ending", "live");
  }

  private List<String> ids(ReplayQuery query) {
    return replay(query).rebuilt.stream().map(run -> run.state().identity().id().value()).toList();
  }

  @Test
  void shouldTellTheNewestRunWhenAnIdWasUsedAgain() {
    // given
    engine.start("again");
    engine.reject("again");
    engine.pass(RecordedDeployment.TOMBSTONES.plus(Duration.ofMinutes(1)));
    engine.start("again");

    // when
    Rebuilt newest = replay(one("again")).only();
    RunId first = engine.tape.journal().get(0).entry().identity().run();
    Rebuilt older = replay(one("again").ofRun(Optional.of(first))).only();

    // then
    assertThat(newest.state().status()).isEqualTo(SagaStatus.RUNNING);
    assertThat(older.state().status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(replay(ReplayQuery.all()).rebuilt).hasSize(2);
    assertThat(replay(one("again").ofRun(Optional.of(new RunId("0123456789ab")))).reason())
        .contains("Saga again has no run 0123456789ab; its runs are [")
        .contains(first.value());
  }

  @Test
  void shouldKeepWhatTheSagaHadWhenItHasEnded() {
    // given
    engine.start("full");
    engine.succeed("full");
    engine.succeed("full");
    engine.succeed("full");

    // when
    Rebuilt ended = replay(one("full")).only();

    // then
    assertThat(ended.state().steps().size()).isZero();
    assertThat(ended.detail().status()).isEqualTo(SagaStatus.COMPLETED);
    assertThat(ended.detail().steps().all()).hasSize(3);
    assertThat(ended.detail().data().isEmpty()).isFalse();
    assertThat(ended.detail().chain()).isEqualTo(ended.state().chain());
  }

  @Test
  void shouldSayWhatThereIsWhenThePointIsBeyondIt() {
    // given
    engine.start("short");
    engine.succeed("short");

    // then
    assertThat(replay(one("nobody")).reason())
        .isEqualTo("The journal has no entry of a saga with the id nobody");
    assertThat(replay(one("short").upTo(ReplayPoint.revision(9))).reason())
        .contains("expected a revision from 1 to 2, which is the newest, but got 9");
    assertThat(replay(one("short").upTo(ReplayPoint.at(Instant.EPOCH))).reason())
        .contains("nothing in the journal up to 1970-01-01T00:00:00Z")
        .contains("its first entry there is revision 1 of 2026-");
  }

  @Test
  void shouldSayWhatIsLostWhenTheJournalsBeginningHasExpired() {
    // given
    engine.start("old");
    engine.succeed("old");
    engine.start("new");
    List<ReadEntry> left = engine.tape.journal().subList(1, 3);

    // when
    Told all = replay(ReplayQuery.all(), left, 1);

    // then
    assertThat(replay(one("old"), left, 1).reason())
        .contains("its journal begins with revision 2 at saga.journal-0-1")
        .contains("what came before has expired");
    assertThat(replay(one("gone"), left, 1).reason())
        .contains("partition 0 of the journal begins at offset 1");
    assertThat(all.rebuilt).hasSize(1);
    assertThat(all.unbuildable).hasSize(1);
  }

  @Test
  void shouldTrustNothingBehindDamageWhenAnEntryWasChanged() {
    // given
    engine.start("hit");
    engine.succeed("hit");
    engine.succeed("hit");
    Raw second = engine.tape.topic(RecordedTopics.JOURNAL).get(1);
    engine.tape.topic(RecordedTopics.JOURNAL).set(1, second.damagedAt(second.bytes().length - 1));

    // then
    assertThat(replay(one("hit")).reason())
        .contains("revision 2 at saga.journal-0-1 does not follow")
        .contains("its bytes do not match its hash")
        .contains("can be rebuilt up to revision 1, run saga audit");
    assertThat(replay(one("hit").upTo(ReplayPoint.revision(1))).only().state().chain().revision())
        .isEqualTo(1);
  }

  @Test
  void shouldKeepNoMoreWhenTheJournalIsTenTimesAsLong() {
    // given
    engine.start("model");
    engine.succeed("model");
    engine.succeed("model");
    engine.succeed("model");
    List<ReadEntry> model = engine.tape.journal();

    // then
    assertThat(mostKept(model, 10_000)).isEqualTo(mostKept(model, 100_000)).isEqualTo(LIVE);
  }

  /** The most runs kept while copies of a run are read, of which so many live at a time. */
  private static int mostKept(List<ReadEntry> model, int transitions) {
    AtomicLong told = new AtomicLong();
    ReplayFold fold =
        new ReplayFold(
            ReplayQuery.all(),
            new ReplayListener() {
              @Override
              public void rebuilt(Rebuilt run) {
                told.incrementAndGet();
              }

              @Override
              public void unbuildable(Unbuildable run) {
                throw new AssertionError(run.reason());
              }
            });
    int most = 0;
    int runs = transitions / model.size();
    for (int first = 0; first < runs; first += LIVE) {
      for (ReadEntry entry : model) {
        for (int i = first; i < first + LIVE; i++) {
          fold.accept(copy(entry, "copy-" + i));
          most = Math.max(most, fold.kept());
        }
      }
    }
    assertThat(fold.kept()).isZero();
    assertThat(told.get()).isEqualTo(runs);
    return most;
  }

  private static ReadEntry copy(ReadEntry read, String saga) {
    JournalEntry entry = read.entry();
    SagaIdentity was = entry.identity();
    SagaIdentity identity =
        new SagaIdentity(new SagaId(saga), was.run(), was.type(), was.version());
    JournalEntry copy =
        new JournalEntry(
            new JournalEntry.Place(
                identity, entry.revision(), entry.atMs(), entry.place().previousHash()),
            entry.cause(),
            entry.content());
    return new ReadEntry(read.position(), copy, read.statedHash(), read.computedHash());
  }
}
