package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaRequest;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecentSagasTest {
  private static final long NOW_MS = 1_000;

  private final RecentSagas recent = new RecentSagas(2);

  private static SagaId id(String name) {
    return new SagaId(name);
  }

  private static Checkpoint live(String name) {
    SagaIdentity identity =
        new SagaIdentity(id(name), new RunId("0123456789ab"), new SagaType("order"), 1);
    SagaRequest request = new SagaRequest(Digest.ZERO, "some.Data", OptionalLong.empty(), Map.of());
    return Checkpoint.of(
        SagaEvolver.evolve(
            Optional.empty(),
            List.of(new SagaEvent.Started(identity, request, Bytes.EMPTY)),
            NOW_MS));
  }

  private static Checkpoint ended(String name) {
    return Checkpoint.of(
        SagaEvolver.evolve(
            Optional.of(live(name).state()),
            List.of(new SagaEvent.Ended(SagaStatus.COMPLETED, NOW_MS)),
            NOW_MS));
  }

  @Test
  void shouldGiveWhatWasPutLast() {
    recent.put(live("a"), 10);
    Checkpoint newer = new Checkpoint(live("a").state(), OptionalLong.of(5));
    recent.put(newer, 10);

    assertThat(recent.get(id("a"))).containsSame(newer);
    assertThat(recent.size()).isEqualTo(1);
  }

  @Test
  void shouldLetTheOneGoThatWasUsedLeastRecentlyWhenThereAreTooMany() {
    recent.put(live("a"), 10);
    recent.put(live("b"), 10);
    assertThat(recent.get(id("a"))).isPresent();

    recent.put(live("c"), 10);

    assertThat(recent.get(id("b"))).isEmpty();
    assertThat(recent.get(id("a"))).isPresent();
    assertThat(recent.get(id("c"))).isPresent();
  }

  @Test
  void shouldKeepWithinItsBytesWhenCheckpointsAreLarge() {
    RecentSagas many = new RecentSagas(1_000);
    for (int i = 0; i < 100; i++) {
      many.put(live("s-" + i), RecentSagas.MAX_BYTES / 10);
    }

    assertThat(many.size()).isEqualTo(10);
    many.put(live("huge"), RecentSagas.MAX_BYTES + 1);
    assertThat(many.size()).isZero();
    many.put(live("small"), 1);
    assertThat(many.get(id("small"))).as("what went is no longer counted").isPresent();
  }

  @Test
  void shouldForgetASagaWhenItEnds() {
    recent.put(live("a"), 10);

    recent.put(ended("a"), 10);

    assertThat(recent.get(id("a"))).isEmpty();
  }

  @Test
  void shouldKeepNothingWhenTheBoundIsZero() {
    RecentSagas none = new RecentSagas(0);

    none.put(live("a"), 10);

    assertThat(none.get(id("a"))).isEmpty();
  }
}
