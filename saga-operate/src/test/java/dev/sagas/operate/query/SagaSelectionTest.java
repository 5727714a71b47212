package dev.sagas.operate.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.States;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.index.live.LivePage;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.WaitReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** R20: which sagas are listed, and which of them first. */
class SagaSelectionTest {
  private static final SagaState ASKED = States.executing("a-1", 10);
  private static final SagaState SIGNALLED = States.waiting("b-1", "trip", 20);
  private static final SagaState STUCK = States.stuck("a-2", "PIVOT_OUTCOME_UNKNOWN", 30);
  private static final SagaState DONE = States.ended("a-3", SagaStatus.COMPLETED);

  @Test
  void shouldListLiveSagasAloneWhenNothingIsAskedFor() {
    assertThat(selected(LiveFilter.ALL)).containsExactlyInAnyOrder("a-1", "b-1", "a-2");
  }

  @Test
  void shouldListEndedSagasWhenTheirStatusIsAskedFor() {
    LiveFilter filter =
        new LiveFilter(
            "",
            Optional.empty(),
            OptionalInt.empty(),
            Set.of(SagaStatus.COMPLETED),
            LiveFilter.Waiting.ANY,
            LiveFilter.Between.EVER,
            Map.of());

    assertThat(selected(filter)).containsExactly("a-3");
    assertThat(since(filter, DONE)).hasValue(States.START_MS + 500);
    assertThat(LiveSaga.of(DONE).waits()).isEmpty();
  }

  private static OptionalLong since(LiveFilter filter, SagaState state) {
    return filter.sinceMs(LiveSaga.of(state));
  }

  @Test
  void shouldListByTypeIdAndLabels() {
    assertThat(selected(filter(Optional.of(new SagaType("trip")), "", Map.of())))
        .containsExactly("b-1");
    assertThat(selected(filter(Optional.empty(), "a-", Map.of())))
        .containsExactlyInAnyOrder("a-1", "a-2");
    assertThat(selected(filter(Optional.empty(), "", Map.of("shop", "7")))).hasSize(3);
    assertThat(selected(filter(Optional.empty(), "", Map.of("shop", "8")))).isEmpty();
    assertThat(selected(filter(Optional.empty(), "", Map.of("city", "7")))).isEmpty();
  }

  @Test
  void shouldListByTheVersionThatTheyAreOn() {
    assertThat(selected(onVersion(3))).containsExactlyInAnyOrder("a-1", "b-1", "a-2");
    assertThat(selected(onVersion(2))).isEmpty();
  }

  private static LiveFilter onVersion(int version) {
    return new LiveFilter(
        "",
        Optional.empty(),
        OptionalInt.of(version),
        Set.of(),
        LiveFilter.Waiting.ANY,
        LiveFilter.Between.EVER,
        Map.of());
  }

  @Test
  void shouldListByWhatIsWaitedFor() {
    assertThat(selected(waiting(WaitReason.Kind.REPLY, null, null))).containsExactly("a-1");
    assertThat(selected(waiting(WaitReason.Kind.SIGNAL, null, null))).containsExactly("b-1");
    assertThat(selected(waiting(WaitReason.Kind.INCIDENT, null, null))).containsExactly("a-2");
    assertThat(selected(waiting(WaitReason.Kind.PAUSED, null, null))).containsExactly("a-2");
    assertThat(selected(waiting(null, "PIVOT_OUTCOME_UNKNOWN", null))).containsExactly("a-2");
    assertThat(selected(waiting(null, "TOPIC_MISSING", null))).isEmpty();
    assertThat(selected(waiting(WaitReason.Kind.PAUSED, "PIVOT_OUTCOME_UNKNOWN", null)))
        .as("one reason has both")
        .isEmpty();
  }

  @Test
  void shouldListByHowLongTheSameThingIsWaitedFor() {
    assertThat(selected(waiting(null, null, States.START_MS + 20L)))
        .containsExactlyInAnyOrder("a-1", "b-1");
    assertThat(selected(waiting(WaitReason.Kind.SIGNAL, null, States.START_MS + 19L))).isEmpty();
    assertThat(since(waiting(WaitReason.Kind.INCIDENT, null, null), STUCK))
        .as("since that incident, not since the pause that comes first")
        .hasValue(States.START_MS + 30);
  }

  @Test
  void shouldCountTheLastValueAloneWhenASagaIsThereAgain() {
    // given
    PartitionSagas sagas = new PartitionSagas(waiting(WaitReason.Kind.REPLY, null, null));
    sagas.put(record("a-1", ASKED));
    sagas.put(record("a-2", States.executing("a-2", 5)));
    sagas.put(record("a-4", States.executing("a-4", 5)));
    sagas.put(record("a-5", new byte[] {1, 2, 3}));
    sagas.put(record("a-6", WireFixtures.framed(9, new byte[] {1}))); // of a newer version
    assertThat(sagas.rows()).hasSize(3);
    assertThat(sagas.unreadable()).isEqualTo(2);

    // when
    sagas.put(record("a-2", STUCK));
    sagas.put(record("a-4", (byte[]) null));
    sagas.put(record("a-5", States.executing("a-5", 9)));

    // then
    assertThat(sagas.rows())
        .extracting(row -> row.saga().id().value())
        .containsExactlyInAnyOrder("a-1", "a-5");
    assertThat(sagas.unreadable()).isEqualTo(1);
  }

  @Test
  void shouldKeepThoseThatWaitLongestAndCountAllWhenThereAreMoreThanTheLimit() {
    // given
    LongestWaiting longest = new LongestWaiting(3);

    // when
    for (long since : List.of(40L, 10L, 30L, 10L, 20L)) {
      SagaState state = States.executing("s-" + since + "-" + longest.matched(), since);
      longest.add(new LivePage.Row(since, since, LiveSaga.of(state)));
    }

    // then
    assertThat(longest.matched()).isEqualTo(5);
    assertThat(longest.rows())
        .extracting(row -> row.saga().id().value())
        .containsExactly("s-10-1", "s-10-3", "s-20-4");
  }

  private static LiveFilter filter(
      Optional<SagaType> type, String prefix, Map<String, String> labels) {
    return new LiveFilter(
        prefix,
        type,
        OptionalInt.empty(),
        Set.of(),
        LiveFilter.Waiting.ANY,
        LiveFilter.Between.EVER,
        labels);
  }

  private static LiveFilter waiting(
      WaitReason.@Nullable Kind kind, @Nullable String code, @Nullable Long since) {
    LiveFilter.Waiting wait =
        new LiveFilter.Waiting(
            Optional.ofNullable(kind),
            Optional.empty(),
            Optional.empty(),
            Optional.ofNullable(code),
            since == null ? OptionalLong.empty() : OptionalLong.of(since));
    return new LiveFilter(
        "",
        Optional.empty(),
        OptionalInt.empty(),
        Set.of(),
        wait,
        LiveFilter.Between.EVER,
        Map.of());
  }

  private static List<String> selected(LiveFilter filter) {
    PartitionSagas sagas = new PartitionSagas(filter);
    for (SagaState state : List.of(ASKED, SIGNALLED, STUCK, DONE)) {
      sagas.put(record(state.identity().id().value(), state));
    }
    return sagas.rows().stream().map(row -> row.saga().id().value()).toList();
  }

  private static ConsumerRecord<byte[], byte[]> record(String id, SagaState state) {
    return record(id, CheckpointCodec.encode(Checkpoint.of(state)).array());
  }

  private static ConsumerRecord<byte[], byte[]> record(String id, byte @Nullable [] value) {
    return new ConsumerRecord<>("checkpoints", 0, 0, id.getBytes(StandardCharsets.UTF_8), value);
  }
}
