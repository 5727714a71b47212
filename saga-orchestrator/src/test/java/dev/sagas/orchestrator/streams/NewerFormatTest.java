package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.wire.WireFixtures;
import dev.sagas.order.OrderRecords;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.schema.ApprovalDecision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a newer version has stored is neither damaged nor lost: its saga waits, and all others
 * continue.
 */
class NewerFormatTest {
  private static final byte[] NEWER = WireFixtures.framed(9, new byte[] {1, 2, 3});

  @TempDir Path stateDir;
  private final AtomicInteger rebuilt = new AtomicInteger();
  private EngineDriver engine;

  @BeforeEach
  void open() {
    engine = EngineDriver.readingEachTime(stateDir);
    Rebuilder works = engine.rebuilder;
    engine.rebuilder =
        (id, partition) -> {
          rebuilt.incrementAndGet();
          return works.rebuild(id, partition);
        };
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void shouldHoldTheInputsOfThatSagaAloneWhenItsCheckpointIsNewer() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.start("o-2", OrderRecords.order("o-2"));
    engine.stores.overwrite("o-1", NEWER);
    var commands = engine.sent("inventory.commands");

    // when
    engine.replyTo(commands.get(0), "succeeded", OrderRecords.reserved("o-1"));
    engine.tick(40);
    engine.replyTo(commands.get(1), "succeeded", OrderRecords.reserved("o-2"));

    // then
    assertThat(engine.parked()).isEqualTo(1);
    assertThat(engine.stores.checkpoint("o-1")).isEqualTo(NEWER);
    assertThat(rebuilt).hasValue(0);
    assertThat(engine.sent("saga.dead-letters")).isEmpty();
    assertThat(engine.sent("payments.commands")).hasSize(1);
  }

  @Test
  void shouldLetTheTimerOfThatSagaRingAgainLater() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    long due = engine.checkpoint("o-1").orElseThrow().timerAtMs().orElseThrow();
    engine.stores.overwrite("o-1", NEWER);

    // when
    engine.advance(Duration.ofMillis(due - engine.clock.millis()));

    // then
    assertThat(engine.timers().get("o-1")).hasSize(1).allMatch(ringsAt -> ringsAt > due);
    assertThat(engine.stores.checkpoint("o-1")).isEqualTo(NEWER);
    assertThat(rebuilt).hasValue(0);
  }

  @Test
  void shouldKeepWhatIsOneTooManyAsALetter() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.stores.overwrite("o-1", NEWER);

    // when
    for (int i = 0; i <= EngineDriver.MAX_PARKED; i++) {
      engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    }

    // then
    assertThat(engine.sent("saga.dead-letters")).hasSize(1);
    assertThat(engine.last("saga.dead-letters").value()).isNotEmpty();
  }

  @Test
  void shouldLeaveInputsThatANewerVersionParkedWhereTheyAre() {
    // given
    engine.signal("o-1", "review", new ApprovalDecision(true, "grace", "fine"));
    engine.stores.park("o-1", NEWER);

    // when: another input, the start, and the time that they have
    engine.signal("o-1", "review", new ApprovalDecision(true, "grace", "fine"));
    assertThat(EngineDriver.header(engine.last("saga.dead-letters"), SagaHeaders.ERROR_CODE))
        .isEqualTo("NO_SUCH_SAGA");
    engine.advance(EngineDriver.PARKING);
    engine.start("o-1", OrderRecords.order("o-1"));

    // then
    assertThat(engine.stores.parked().get("o-1")).isEqualTo(NEWER);
    assertThat(engine.checkpoint("o-1")).isPresent();
    assertThat(engine.sent("saga.dead-letters")).hasSize(1);
  }
}
