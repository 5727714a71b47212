package dev.sagas.operate.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.States;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.protocol.SignalName;
import org.junit.jupiter.api.Test;

class SignalSelectionTest {
  private static final LiveSaga WAITING = LiveSaga.of(States.waiting("o-1", "order", 10));
  private static final LiveSaga BUSY = LiveSaga.of(States.executing("o-2", 10));

  @Test
  void shouldSelectASagaWhenItWaitsForThatSignal() {
    SignalSelection paid = new SignalSelection(new SignalName("paid"));

    assertThat(paid.includes(WAITING)).isTrue();
    assertThat(paid.includes(BUSY)).isFalse();
    assertThat(new SignalSelection(new SignalName("other")).includes(WAITING)).isFalse();
    assertThat(paid.preview(WAITING)).isEqualTo("takes paid, which it waits for");
    assertThat(paid.preview(BUSY)).startsWith("does not wait for paid now");
  }
}
