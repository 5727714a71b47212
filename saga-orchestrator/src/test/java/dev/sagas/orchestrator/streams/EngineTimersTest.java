package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.order.OrderRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R6, R6a, R21: one timer for each saga, moved lazily, fired in its turn, none left behind. */
class EngineTimersTest {
  private static final long START_MS = EngineDriver.START.toEpochMilli();

  @TempDir Path stateDir;
  private EngineDriver engine;

  @BeforeEach
  void open() {
    engine = new EngineDriver(stateDir);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void shouldLeaveTheEntryWhereItIsWhenTheSagaGoesOnInTime() {
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.advance(Duration.ofMillis(500));
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));

    assertThat(engine.timers()).isEqualTo(Map.of("o-1", List.of(START_MS + 1_000)));
  }

  @Test
  void shouldMoveTheEntryWhenItRingsTooEarly() {
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.advance(Duration.ofMillis(500));
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));

    engine.advance(Duration.ofMillis(500));

    assertThat(engine.timers()).isEqualTo(Map.of("o-1", List.of(START_MS + 1_500)));
    assertThat(engine.journal()).as("an early ring is no transition").hasSize(2);
  }

  @Test
  void shouldMoveTheEntryAtOnceWhenItWouldRingTooLate() {
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.inventory().fails();

    assertThat(engine.timers()).isEqualTo(Map.of("o-1", List.of(START_MS + 100)));
  }

  @Test
  void shouldKeepTheTombstonesTimerAndThenNothingWhenASagaEnds() {
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.inventory().rejects();
    engine.advance(Duration.ofSeconds(2));

    assertThat(engine.timers())
        .isEqualTo(Map.of("o-1", List.of(START_MS + EngineDriver.TOMBSTONE.toMillis())));
    engine.advance(EngineDriver.TOMBSTONE);
    assertThat(engine.timers()).isEmpty();
    assertThat(engine.checkpoint("o-1")).isEmpty();
  }

  @Test
  void shouldHaveNoTimerLeftWhenAnIncidentWaitsForAnOperator() {
    engine.start("o-1", OrderRecords.order("o-1", DrivenOrders.OVERFLOWS));
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));

    engine.advance(Duration.ofMinutes(5));

    assertThat(engine.timers()).isEmpty();
    assertThat(engine.checkpoint("o-1").orElseThrow().timerAtMs()).isEmpty();
  }

  @Test
  void shouldFireAllOfThemInBoundedPortionsWhenManyAreDue() {
    // given: more than one punctuation may fire
    int sagas = 250;
    for (int i = 0; i < sagas; i++) {
      engine.start("o-" + i, OrderRecords.order("o-" + i));
    }

    // when
    engine.advance(Duration.ofSeconds(1));
    assertThat(engine.journal()).hasSize(sagas + 100);
    engine.advance(Duration.ofMillis(25));
    assertThat(engine.journal()).hasSize(sagas + 200);
    engine.advance(Duration.ofMillis(25));

    // then
    assertThat(engine.journal()).hasSize(sagas + 250);
    assertThat(engine.timers()).hasSize(sagas);
  }

  @Test
  void shouldNotFireBeforeTheRepliesAreReadThatFar() {
    // given: both are overdue
    engine.repliesReadUntilMs = START_MS;
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.advance(Duration.ofMillis(500));
    engine.start("o-2", OrderRecords.order("o-2"));

    // when
    engine.advance(Duration.ofHours(1));

    // then
    assertThat(engine.journal()).hasSize(2);
    assertThat(engine.timers())
        .isEqualTo(Map.of("o-1", List.of(START_MS + 1_000), "o-2", List.of(START_MS + 1_500)));

    // when: the first may fire
    engine.repliesReadUntilMs = START_MS + 1_000;
    engine.advance(Duration.ofMillis(25));

    // then
    assertThat(engine.journal()).hasSize(3);
    assertThat(engine.timers().get("o-2")).containsExactly(START_MS + 1_500);

    // when
    engine.repliesReadUntilMs = Long.MAX_VALUE;
    engine.advance(Duration.ofMillis(25));

    // then
    assertThat(engine.journal()).hasSize(4);
  }

  @Test
  void shouldLetAReplyThatWaitedWinOverAnOverdueTimer() {
    // given: an hour passes before anything is read
    engine.repliesReadUntilMs = START_MS;
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.advance(Duration.ofHours(1));

    // when
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    engine.repliesReadUntilMs = Long.MAX_VALUE;
    engine.advance(Duration.ofMillis(25));

    // then: the early ring only moved the timer
    assertThat(engine.journal()).hasSize(2);
    assertThat(engine.sent("inventory.commands")).hasSize(1);
    assertThat(engine.timers())
        .isEqualTo(Map.of("o-1", List.of(START_MS + Duration.ofHours(1).toMillis() + 1_000)));
  }
}
