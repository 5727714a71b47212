package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.order.OrderRecords;
import dev.sagas.protocol.SagaId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint that does not match its digest is rebuilt from the journal; nothing is lost. */
class QuarantineTest {
  @TempDir private Path stateDir;
  private EngineDriver engine;

  @BeforeEach
  void open() {
    engine = EngineDriver.readingEachTime(stateDir);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void shouldGoOnWhereTheJournalStandsWhenACheckpointWasDamaged() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    SagaState before = engine.checkpoint("o-1").orElseThrow().state();
    engine.stores.corrupt("o-1");

    // when
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    List<JournalEntry> held = List.copyOf(engine.journal());
    engine.tick(8);

    // then
    assertThat(held).hasSize(1);
    assertThat(engine.journal().get(1).note()).hasValueSatisfying(QuarantineTest::assertRebuilt);
    assertThat(engine.journal().get(1).place().previousHash()).isEqualTo(before.chain().hash());
    assertThat(engine.journal().get(2).revision()).isEqualTo(2);
    assertThat(engine.sent("payments.commands")).hasSize(1);
    assertThat(engine.parked()).isZero();
    assertThat(engine.sent("saga.dead-letters")).isEmpty();
  }

  @Test
  void shouldRebuildAndFireTheTimerWhenNothingElseComes() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    Checkpoint before = engine.checkpoint("o-1").orElseThrow();
    engine.stores.corrupt("o-1");

    // when
    engine.advance(Duration.ofMillis(before.timerAtMs().orElseThrow() - engine.clock.millis()));
    engine.tick(8);
    engine.tick(8);

    // then: the attempt has timed out, and was followed by the next one after its back-off
    assertThat(engine.journal().get(1).note()).hasValueSatisfying(QuarantineTest::assertRebuilt);
    assertThat(engine.journal().size()).isGreaterThan(2);
    assertThat(engine.checkpoint("o-1")).isPresent();
  }

  @Test
  void shouldHoldWhatComesInItsOrderWhenTheJournalCannotBeReachedForAWhile() {
    // given
    List<SagaId> asked = new ArrayList<>();
    Rebuilder works = engine.rebuilder;
    engine.rebuilder =
        (id, partition) -> {
          asked.add(id);
          return asked.size() < 3
              ? CompletableFuture.failedFuture(new IllegalStateException("away, for the test"))
              : works.rebuild(id, partition);
        };
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.stores.corrupt("o-1");

    // when
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    engine.operate("o-1", dev.sagas.schema.OperationKind.PAUSE);
    engine.tick(20);
    int heldMeanwhile = engine.parked();
    engine.tick(160);

    // then
    assertThat(heldMeanwhile).isEqualTo(1);
    assertThat(asked).hasSize(3);
    assertThat(engine.journal().stream().map(entry -> entry.cause().kind().name()))
        .containsExactly("START", "ENGINE", "REPLY", "OPERATION");
    assertThat(engine.sent("saga.dead-letters")).isEmpty();
  }

  @Test
  void shouldKeepOthersGoingWhenOneSagaIsRebuilt() {
    // given
    engine.rebuilder = (id, partition) -> new CompletableFuture<>();
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.start("o-2", OrderRecords.order("o-2"));
    var command = engine.sent("inventory.commands").get(1);
    engine.stores.corrupt("o-1");

    // when
    engine.replyTo(
        engine.sent("inventory.commands").get(0), "succeeded", OrderRecords.reserved("o-1"));
    engine.tick(8);
    engine.replyTo(command, "succeeded", OrderRecords.reserved("o-2"));

    // then
    assertThat(engine.sent("payments.commands")).hasSize(1);
    assertThat(engine.parked()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheInputsThatDoNotFitAsDeadLettersWhenTooManyAreHeld() {
    // given
    engine.rebuilder = (id, partition) -> new CompletableFuture<>();
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.stores.corrupt("o-1");

    // when
    for (int number = 0; number <= EngineDriver.MAX_PARKED; number++) {
      engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    }

    // then
    assertThat(engine.sent("saga.dead-letters")).hasSize(1);
    assertThat(EngineDriver.header(engine.last("saga.dead-letters"), "saga-error-code"))
        .isEqualTo("CORRUPT_CHECKPOINT");
    assertThat(EngineDriver.header(engine.last("saga.dead-letters"), "saga-error-message"))
        .contains("no more inputs are held");
  }

  @Test
  void shouldRebuildAnEndedSagaSoThatItsIdStaysTakenWhenItsTombstoneWasDamaged() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.reply("inventory", "rejected", OrderRecords.reserved("o-1"));
    assertThat(engine.checkpoint("o-1").orElseThrow().state().status().isTerminal()).isTrue();
    engine.stores.corrupt("o-1");

    // when
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.tick(8);

    // then
    assertThat(engine.checkpoint("o-1").map(Checkpoint::state))
        .hasValueSatisfying(state -> assertThat(state.status().isTerminal()).isTrue());
    assertThat(engine.sent("saga.outcomes")).hasSize(1);
    assertThat(engine.timers()).containsOnlyKeys("o-1");
  }

  private static void assertRebuilt(String note) {
    assertThat(note).startsWith("REBUILT");
  }

  /** Kept so that the fixture's default is what the tests think it is. */
  @Test
  void shouldNoticeATakeoverWhenTheEngineBegins() {
    assertThat(engine.takenOver).containsExactly(0);
    assertThat(Optional.ofNullable(engine.rebuilder)).isPresent();
  }
}
