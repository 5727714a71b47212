package dev.sagas.archive.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.claims.ClaimKeys;
import dev.sagas.claims.ObjectClaims;
import dev.sagas.objects.ObjectContent;
import dev.sagas.objects.ObjectStore;
import dev.sagas.objects.ObjectStoreException;
import dev.sagas.objects.StoredObject;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimUnavailableException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A writer and a sweeper meet at one object, in every order of their calls. */
class ClaimRaceTest {
  /** The calls that storing a content takes at most. */
  private static final int WRITER_STEPS = 4;

  private static final SweepSettings SETTINGS = new SweepSettings(SweptStore.KEEP, false, false);
  private static final SweepSettings TAKE_OVER = new SweepSettings(SweptStore.KEEP, false, true);

  /** What the store has when both begin. */
  enum Before {
    /** A content that nobody needs. */
    UNUSED,
    /** The same, condemned by a run that was killed. */
    CONDEMNED,
    /** What such a run leaves that was killed later. */
    DELETED,
    /** Nothing. */
    NOTHING;

    SweptStore store() {
      SweptStore store = new SweptStore();
      if (this != NOTHING) {
        Claim claim = store.storeLongAgo(1);
        if (this != UNUSED) {
          store.condemn(claim);
        }
        if (this == DELETED) {
          store.objects.delete(ClaimKeys.content(claim.sha256()));
        }
      }
      return store;
    }
  }

  private static final Claim CLAIM = Claim.of(SweptStore.value(1));
  private static final List<String> KEYS =
      List.of(
          ClaimKeys.content(CLAIM.sha256()),
          ClaimKeys.lease(CLAIM.sha256(), SweptStore.OLD),
          ClaimKeys.lease(CLAIM.sha256(), SweptStore.today()),
          ClaimKeys.condemned(CLAIM.sha256()));

  @ParameterizedTest
  @EnumSource
  void shouldKeepWhatAWriterReliesOnInEveryOrder(Before before) throws Exception {
    // Whatever it finds first, the writer may give the sweeper as much to do as it can have.
    int sweeperSteps =
        Stream.of(Before.values()).mapToInt(ClaimRaceTest::sweeperSteps).max().orElseThrow();
    int runs = 0;
    for (List<Integer> order : orders(sweeperSteps)) {
      run(before, order);
      runs++;
    }
    assertThat(runs).isGreaterThan(500);
  }

  private static int sweeperSteps(Before before) {
    SweptStore store = before.store();
    Interleaving alone = new Interleaving(List.of());
    alone.writerDone();
    store.sweep(alone.sweeper(store.objects, KEYS), SETTINGS);
    return alone.sweeperSteps();
  }

  /** Every ascending choice of places for the writer's steps. */
  private static List<List<Integer>> orders(int sweeperSteps) {
    List<List<Integer>> orders = List.of(List.of());
    for (int step = 0; step < WRITER_STEPS; step++) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> order : orders) {
        int from = order.isEmpty() ? 0 : order.get(order.size() - 1);
        for (int at = from; at <= sweeperSteps; at++) {
          List<Integer> more = new ArrayList<>(order);
          more.add(at);
          longer.add(more);
        }
      }
      orders = longer;
    }
    return orders;
  }

  private static void run(Before before, List<Integer> order) throws Exception {
    SweptStore store = before.store();
    Interleaving steps = new Interleaving(order);
    CompletableFuture<Void> sweeper =
        CompletableFuture.runAsync(
            () -> {
              try {
                store.sweep(steps.sweeper(store.objects, KEYS), SETTINGS);
              } finally {
                steps.sweeperDone();
              }
            });
    try (ObjectClaims writer = SweptStore.claims(steps.writer(store.objects))) {
      boolean isStored = isStored(writer);
      steps.writerDone();
      sweeper.get();
      if (!isStored) {
        assertThat(isStored(writer)).as("second attempt, order %s", order).isTrue();
      }
      assertIntact(store, "order %s".formatted(order));
    }
    // The lease alone protects it from the next run.
    assertThat(store.has(ClaimKeys.lease(CLAIM.sha256(), SweptStore.today())))
        .as("order %s", order)
        .isTrue();
  }

  private static boolean isStored(ObjectClaims writer) {
    try {
      byte[] claim = writer.checkIn(SweptStore.value(1));
      assertThat(claim).isEqualTo(CLAIM.encoded());
      return true;
    } catch (ClaimUnavailableException e) {
      assertThat(e).hasMessageContaining("being collected");
      return false;
    }
  }

  private static void assertIntact(SweptStore store, String order) {
    assertThat(store.isThere(CLAIM)).as(order).isTrue();
    assertThat(CLAIM.inline(store.content(CLAIM))).as(order).isEqualTo(SweptStore.value(1));
    assertThat(store.isCondemned(CLAIM)).as(order).isFalse();
  }

  /** A sweeper that is killed before one of its calls, or between its effect and its answer. */
  @ParameterizedTest
  @EnumSource
  void shouldFinishOrReleaseWhatAKilledRunHasCondemned(Before before) {
    int calls = new Killed(before.store().objects, Integer.MAX_VALUE, false).calls(SETTINGS);
    for (int at = 0; at < calls; at++) {
      for (boolean isAfterwards : new boolean[] {false, true}) {
        String when = "killed at call %s, afterwards: %s".formatted(at, isAfterwards);

        // when: nobody stores it
        SweptStore unused = before.store();
        new Killed(unused.objects, at, isAfterwards).run(SETTINGS);
        unused.sweep(unused.objects, TAKE_OVER);
        assertThat(unused.keys()).as(when).isEmpty();

        // when: somebody does
        SweptStore used = before.store();
        new Killed(used.objects, at, isAfterwards).run(SETTINGS);
        try (ObjectClaims writer = SweptStore.claims(used.objects)) {
          boolean isStored = isStored(writer);
          assertThat(isStored || used.isCondemned(CLAIM)).as(when).isTrue();
          used.sweep(used.objects, TAKE_OVER);
          assertThat(isStored(writer)).as(when).isTrue();
          assertIntact(used, when);
        }
      }
    }
  }

  /**
   * A store whose user is dead from one of its calls on; those far from the object are not counted.
   */
  private static final class Killed implements ObjectStore {
    private final ObjectStore store;
    private final int at;
    private final boolean isAfterwards;
    private int calls;

    private Killed(ObjectStore store, int at, boolean isAfterwards) {
      this.store = store;
      this.at = at;
      this.isAfterwards = isAfterwards;
    }

    int calls(SweepSettings settings) {
      run(settings);
      return calls;
    }

    void run(SweepSettings settings) {
      try {
        new ClaimSweeper(this, new SweptStore().reader(), settings, Clock.systemUTC())
            .run(SweptStore.DEPLOYMENT);
      } catch (ObjectStoreException e) {
        assertThat(e).hasMessage("dead");
      }
    }

    private void before(String key) {
      boolean isCounted =
          key.startsWith("sweeps/") || KEYS.stream().anyMatch(each -> each.startsWith(key));
      if (calls > at || (isCounted && calls++ == at && !isAfterwards)) {
        throw new ObjectStoreException("dead");
      }
    }

    private void after() {
      if (calls > at) {
        throw new ObjectStoreException("dead");
      }
    }

    @Override
    public boolean putIfAbsent(String key, ObjectContent content) {
      before(key);
      boolean isWritten = store.putIfAbsent(key, content);
      after();
      return isWritten;
    }

    @Override
    public Optional<InputStream> get(String key) {
      before(key);
      return store.get(key);
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> sink) {
      before(prefix);
      store.list(prefix, sink);
      after();
    }

    @Override
    public void delete(String key) {
      before(key);
      store.delete(key);
      after();
    }

    @Override
    public void close() {
      // The test keeps it.
    }
  }
}
