package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.order.OrderRecords;
import dev.sagas.schema.OperationKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that were held for a damaged checkpoint when a restart restored a sound one. */
class TakeoverTest {
  @TempDir private Path stateDir;
  @TempDir private Path otherDir;
  private EngineDriver engine;
  private byte[] sound;
  private Map<String, byte[]> held;

  @BeforeEach
  void holdAReply() {
    engine = EngineDriver.readingEachTime(stateDir);
    engine.start("o-1", OrderRecords.order("o-1"));
    sound = engine.stores.checkpoint("o-1").clone();
    engine.stores.corrupt("o-1");
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    held = engine.stores.parked();
    assertThat(held).containsOnlyKeys("o-1");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void shouldApplyWhatWasHeldAtTheFirstWakeUp() {
    // given
    TakenOver next = new TakenOver(engine, otherDir, Map.of("o-1", sound), held);

    // when
    next.fireTimers();

    // then
    assertThat(next.journal().stream().map(entry -> entry.cause().kind().name()))
        .containsExactly("REPLY");
    assertThat(next.waiting()).isZero();
  }

  @Test
  void shouldApplyWhatWasHeldBeforeARecordThatComesFirst() {
    // given
    TakenOver next = new TakenOver(engine, otherDir, Map.of("o-1", sound), held);

    // when
    next.process(engine.topics.operations(), "o-1", engine.operation(OperationKind.PAUSE));

    // then
    assertThat(next.journal().stream().map(entry -> entry.cause().kind().name()))
        .containsExactly("REPLY", "OPERATION");
    assertThat(next.waiting()).isZero();
  }

  @Test
  void shouldRefuseWhatWasHeldWhenItsSagaIsGone() {
    // given
    TakenOver next = new TakenOver(engine, otherDir, Map.of(), held);

    // when
    next.fireTimers();

    // then
    assertThat(next.journal()).isEmpty();
    assertThat(next.waiting()).isZero();
    assertThat(next.deadLetters()).isEqualTo(1);
  }
}
