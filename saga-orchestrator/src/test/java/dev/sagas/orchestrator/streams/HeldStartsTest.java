package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.order.OrderRecords;
import dev.sagas.protocol.SagaId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More sagas are held back than are known in memory. */
class HeldStartsTest {
  private static final int MAX_KNOWN = 2;

  @TempDir private Path stateDir;
  private final List<SagaState> started = new ArrayList<>();
  private EngineDriver engine;
  private KeyValueStore<Bytes, byte[]> store;

  @BeforeEach
  void startFive() {
    engine =
        EngineDriver.bounded(
            stateDir,
            EngineDriver.RECENT_SAGAS,
            new InFlightLimits(Map.of(InFlightLimits.OTHERS, 0), Map.of(), type -> Set.of()));
    for (String id : List.of("o-3", "o-1", "o-5", "o-2", "o-4")) {
      engine.start(id, OrderRecords.order(id));
      engine.advance(Duration.ofMillis(1));
      started.add(state(new SagaId(id)).orElseThrow());
    }
    MockProcessorContext<byte[], byte[]> context =
        new MockProcessorContext<>(EngineStores.in(stateDir), new TaskId(0, 0), stateDir.toFile());
    store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(EngineNames.TIMER_STORE),
                Serdes.Bytes(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private Optional<SagaState> state(SagaId id) {
    return engine.checkpoint(id.value()).map(checkpoint -> checkpoint.state());
  }

  private HeldStarts held() {
    return new HeldStarts(store, this::state, MAX_KNOWN);
  }

  private List<String> takeAll(HeldStarts held) {
    List<String> taken = new ArrayList<>();
    Optional<SagaId> next = held.take("order");
    while (next.isPresent()) {
      taken.add(next.get().value());
      state(next.get()).ifPresent(held::remove);
      next = held.take("order");
    }
    return taken;
  }

  @Test
  void shouldTakeAllInTheOrderOfTheirStarts() {
    // given
    HeldStarts held = held();
    started.forEach(held::add);

    // when
    List<String> taken = takeAll(held);

    // then
    assertThat(taken).containsExactly("o-3", "o-1", "o-5", "o-2", "o-4");
    assertThat(held.isEmpty()).isTrue();
  }

  @Test
  void shouldTakeAllInTheOrderOfTheirStartsAfterARestart() {
    // given
    started.forEach(held()::add);

    // when
    List<String> taken = takeAll(held());

    // then
    assertThat(taken).containsExactly("o-3", "o-1", "o-5", "o-2", "o-4");
  }

  @Test
  void shouldTakeWhatIsAddedWhileOthersAreOnlyStoredAfterThose() {
    // given
    HeldStarts held = held();
    started.subList(0, 3).forEach(held::add);
    held.take("order").flatMap(this::state).ifPresent(held::remove);
    started.subList(3, 5).forEach(held::add);

    // when
    List<String> taken = takeAll(held);

    // then
    assertThat(taken).containsExactly("o-1", "o-5", "o-2", "o-4");
  }

  @Test
  void shouldSayWhichIsTheFirst() {
    // given
    HeldStarts held = held();

    // then
    assertThat(held.add(started.get(0))).isTrue();
    assertThat(held.add(started.get(1))).isFalse();
    assertThat(held.types()).containsExactly("order");
  }
}
