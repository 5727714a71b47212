package dev.sagas.index.live;

import static dev.sagas.engine.core.States.START_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.States;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveIndexTest {
  private final LiveIndex index = new LiveIndex();

  @Test
  void shouldListTheLongestWaitingFirst() {
    // given
    filled(0, States.executing("b", 20), States.waiting("a", "order", 10));
    filled(1, States.stuck("c", "PIVOT_UNKNOWN", 5));

    // when
    LivePage page = index.list(LiveFilter.ALL, LiveOrder.WAITING, Optional.empty(), 10);

    // then
    assertThat(ids(page)).containsExactly("a", "b", "c");
    assertThat(page.matched()).isEqualTo(3);
    assertThat(page.next()).isEmpty();
    assertThat(page.rows().get(0).sinceMs()).isEqualTo(START_MS + 10);
  }

  @Test
  void shouldListEverySagaOnceOverPagesWhileOthersComeAndGo() {
    // given
    for (int i = 0; i < 50; i++) {
      filled(i % 3, States.executing("saga-" + i, i / 7));
    }
    List<String> seen = new ArrayList<>();
    Optional<LiveCursor> next = Optional.empty();

    // when
    do {
      LivePage page = index.list(LiveFilter.ALL, LiveOrder.WAITING, next, 7);
      seen.addAll(ids(page));
      next = page.next().map(LiveCursor::text).map(LiveCursor::parse);
      index.committed(0, States.executing("early-" + seen.size(), 0));
      index.committed(0, States.ended(seen.get(0), SagaStatus.COMPLETED));
    } while (next.isPresent());

    // then
    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seen).filteredOn(id -> id.startsWith("saga-")).hasSize(50);
  }

  @Test
  void shouldSelectByEveryCriterion() {
    // given
    filled(0, States.executing("pay-1", 20), States.waiting("wait-1", "trip", 10));
    filled(1, States.stuck("stuck-1", "PIVOT_UNKNOWN", 5));

    // then
    assertThat(selected(waiting(WaitReason.Kind.REPLY))).containsExactly("pay-1");
    assertThat(selected(waiting(WaitReason.Kind.SIGNAL))).containsExactly("wait-1");
    assertThat(selected(waiting(WaitReason.Kind.INCIDENT))).containsExactly("stuck-1");
    assertThat(selected(participant("payments"))).containsExactlyInAnyOrder("pay-1", "stuck-1");
    assertThat(selected(step("pay"))).containsExactlyInAnyOrder("pay-1", "wait-1", "stuck-1");
    assertThat(selected(incident("PIVOT_UNKNOWN"))).containsExactly("stuck-1");
    assertThat(selected(incident("OTHER"))).isEmpty();
    assertThat(selected(since(START_MS + 10))).containsExactlyInAnyOrder("wait-1", "stuck-1");
    assertThat(selected(prefix("pay"))).containsExactly("pay-1");
    assertThat(selected(type("trip"))).containsExactly("wait-1");
  }

  @Test
  void shouldCountEachSagaOnceAndEachWait() {
    // given
    filled(0, States.executing("a", 1), States.executing("b", 2));
    filled(1, States.executing("c", 3), States.stuck("d", "PIVOT_UNKNOWN", 4));

    // when
    index.committed(0, States.ended("a", SagaStatus.COMPLETED));
    index.committed(1, States.stuck("c", "PIVOT_UNKNOWN", 5));

    // then: a paused saga with an incident counts as paused, and waits for both
    assertThat(index.counts().values()).containsExactlyInAnyOrder(1L, 2L);
    assertThat(byKind())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                WaitReason.Kind.REPLY, 1L,
                WaitReason.Kind.PAUSED, 2L,
                WaitReason.Kind.INCIDENT, 2L));
    assertThat(index.size()).isEqualTo(3);
  }

  @Test
  void shouldShowTheNewestStateOfEachSagaHoweverManyNobodyHasAskedFor() {
    // given
    filled(0);
    int sagas = 2 * UnreadStates.MAX_SAGAS;

    // when
    for (int round = 1; round <= 2; round++) {
      for (int i = 0; i < sagas; i++) {
        index.committed(0, States.executing("saga-" + i, round));
      }
    }
    index.committed(0, States.ended("saga-0", SagaStatus.COMPLETED));
    index.committed(0, States.ended("saga-" + (sagas - 1), SagaStatus.COMPLETED));

    // then
    assertThat(index.find(new SagaId("saga-" + (sagas - 2))).orElseThrow().sinceMs())
        .isEqualTo(START_MS + 2);
    assertThat(index.counts().values()).containsExactly(sagas - 2L);
    assertThat(index.waits().values()).containsExactly(sagas - 2L);
    assertThat(index.size()).isEqualTo(sagas - 2L);
    index.forEach(saga -> assertThat(saga.sinceMs()).isEqualTo(START_MS + 2));
  }

  @Test
  void shouldPreferWhatIsCommittedWhileItIsFilledToWhatTheStoreHad() {
    // given
    LiveIndex.Filling filling = index.open(0);

    // when
    index.committed(0, States.executing("moved", 9));
    index.committed(0, States.ended("ended", SagaStatus.COMPLETED));
    filling.add(States.executing("moved", 1));
    filling.add(States.executing("ended", 1));
    filling.add(States.executing("still", 1));

    // then
    assertThat(index.filling()).containsExactly(0);
    assertThat(index.size(0)).isEqualTo(OptionalLong.empty());
    filling.done();
    assertThat(index.filling()).isEmpty();
    assertThat(index.size(0)).isEqualTo(OptionalLong.of(2));
    assertThat(index.find(new SagaId("moved")).orElseThrow().sinceMs()).isEqualTo(START_MS + 9);
  }

  @Test
  void shouldForgetPartitionsThatWereClosedAndDropTheirFilling() {
    // given
    LiveIndex.Filling first = index.open(0);
    LiveIndex.Filling second = index.open(0);

    // when
    first.add(States.executing("of-the-first", 1));

    // then
    assertThat(first.isWanted()).isFalse();
    assertThat(second.isWanted()).isTrue();
    assertThat(index.size()).isZero();
    index.close(0);
    index.committed(0, States.executing("late", 1));
    assertThat(second.isWanted()).isFalse();
    assertThat(index.partitions()).isEmpty();
    assertThat(index.size()).isZero();
  }

  @Test
  void shouldRefuseCursorsThatAreNone() {
    for (String text : List.of("", "x", "%%%", "MTIz", "YSBi")) {
      assertThatThrownBy(() -> LiveCursor.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Expected the cursor to be the next of an earlier page");
    }
  }

  private void filled(int partition, SagaState... states) {
    if (!index.partitions().contains(partition)) {
      index.open(partition).done();
    }
    for (SagaState state : states) {
      index.committed(partition, state);
    }
  }

  private Map<WaitReason.Kind, Long> byKind() {
    Map<WaitReason.Kind, Long> kinds = new java.util.EnumMap<>(WaitReason.Kind.class);
    index.waits().forEach((wait, count) -> kinds.merge(wait.waitsFor().kind(), count, Long::sum));
    return kinds;
  }

  private List<String> selected(LiveFilter filter) {
    return ids(index.list(filter, LiveOrder.ID, Optional.empty(), 10));
  }

  private static List<String> ids(LivePage page) {
    return page.rows().stream().map(row -> row.saga().id().value()).toList();
  }

  private static LiveFilter waiting(WaitReason.Kind kind) {
    return of(
        new LiveFilter.Waiting(
            Optional.of(kind),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty()));
  }

  private static LiveFilter participant(String name) {
    return of(
        new LiveFilter.Waiting(
            Optional.empty(),
            Optional.of(name),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty()));
  }

  private static LiveFilter step(String name) {
    return of(
        new LiveFilter.Waiting(
            Optional.empty(),
            Optional.empty(),
            Optional.of(new StepName(name)),
            Optional.empty(),
            OptionalLong.empty()));
  }

  private static LiveFilter incident(String code) {
    return of(
        new LiveFilter.Waiting(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(code),
            OptionalLong.empty()));
  }

  private static LiveFilter since(long atMostMs) {
    return of(
        new LiveFilter.Waiting(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(atMostMs)));
  }

  private static LiveFilter of(LiveFilter.Waiting waiting) {
    return new LiveFilter(
        "",
        Optional.empty(),
        OptionalInt.empty(),
        Set.of(),
        waiting,
        LiveFilter.Between.EVER,
        Map.of());
  }

  private static LiveFilter prefix(String prefix) {
    return new LiveFilter(
        prefix,
        Optional.empty(),
        OptionalInt.empty(),
        Set.of(),
        LiveFilter.Waiting.ANY,
        LiveFilter.Between.EVER,
        Map.of());
  }

  private static LiveFilter type(String type) {
    return new LiveFilter(
        "",
        Optional.of(new SagaType(type)),
        OptionalInt.empty(),
        Set.of(SagaStatus.RUNNING),
        LiveFilter.Waiting.ANY,
        LiveFilter.Between.EVER,
        Map.of());
  }
}
