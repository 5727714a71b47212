package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.wire.WireFixtures;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers that want few of the events, and the first of them: what the data is after events. */
class SelectiveEventVisitorTest {
  /** Wants none. */
  private static final class Names extends SelectiveEventVisitor<String> {
    @Override
    protected String other(SagaEvent event) {
      return event.getClass().getSimpleName();
    }
  }

  static List<SagaEvent> everyEvent() {
    return WireFixtures.allEvents();
  }

  @ParameterizedTest
  @MethodSource("everyEvent")
  void shouldHandEveryEventToTheOneMethodWhenNoneIsOverridden(SagaEvent event) {
    assertThat(event.accept(new Names())).isEqualTo(event.getClass().getSimpleName());
  }

  private static Bytes bytes(int first) {
    return Bytes.of(new byte[] {(byte) first});
  }

  @Test
  void shouldGiveTheDataOfTheLastEventThatSetsIt() {
    SagaEvent paused = new ControlEvent.Paused("ann", "why");
    SagaEvent first = new SagaEvent.DataChanged(bytes(1));
    SagaEvent second = new SagaEvent.DataChanged(bytes(2));

    assertThat(SagaEvent.dataAfter(List.of(first, paused, second, paused))).contains(bytes(2));
    assertThat(SagaEvent.dataAfter(List.of(first, paused))).contains(bytes(1));
    assertThat(SagaEvent.dataAfter(List.of(paused))).isEqualTo(Optional.empty());
  }

  @Test
  void shouldGiveTheDataThatASagaStartsWith() {
    SagaEvent started =
        everyEvent().stream().filter(SagaEvent.Started.class::isInstance).findFirst().orElseThrow();

    assertThat(SagaEvent.dataAfter(List.of(started)))
        .contains(((SagaEvent.Started) started).data());
  }
}
