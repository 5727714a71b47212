package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.core.Digest;
import dev.sagas.order.OrderRecords;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An input whose transaction fails each time becomes a letter, and its partition continues. */
class LastResortTest {
  @TempDir Path stateDir;
  private final RepeatedFailures failures = new RepeatedFailures(EngineDriver.MAX_FAILURES);

  @Test
  void shouldKeepTheDigestsOfAnInputThatFailedTooOften() {
    for (int time = 0; time < EngineDriver.MAX_FAILURES; time++) {
      fail(time);
    }

    try (EngineDriver engine = new EngineDriver(stateDir.resolve("last"), 1, failures)) {
      byte[] order = engine.encode("saga.requests", OrderRecords.order("o-1"));
      engine.start("o-1", OrderRecords.order("o-1"));

      // then
      TestRecord<byte[], byte[]> letter = engine.last("saga.dead-letters");
      assertThat(letter.key()).isEmpty();
      assertThat(letter.value()).isEmpty();
      assertThat(EngineDriver.header(letter, SagaHeaders.ERROR_CODE))
          .isEqualTo("TRANSACTION_FAILED");
      assertThat(EngineDriver.header(letter, SagaHeaders.ORIGIN)).isEqualTo("saga.requests-0-0");
      assertThat(EngineDriver.header(letter, SagaHeaders.SAGA_ID)).isEqualTo("o-1");
      assertThat(EngineDriver.header(letter, SagaHeaders.VALUE_SHA256))
          .isEqualTo(Digest.sha256(order).hex());
      assertThat(EngineDriver.header(letter, SagaHeaders.KEY_BYTES)).isEqualTo("3");
      assertThat(engine.checkpoint("o-1")).isEmpty();
      assertThat(engine.counted(EngineCounters.Counter.INPUTS_GIVEN_UP)).isEqualTo(1);

      // and: the next one is processed
      engine.start("o-2", OrderRecords.order("o-2"));
      assertThat(engine.checkpoint("o-2")).isPresent();
      assertThat(engine.sent("saga.dead-letters")).hasSize(1);
    }
  }

  @Test
  void shouldProcessTheInputWhenItFailedLessOften() {
    for (int time = 1; time < EngineDriver.MAX_FAILURES; time++) {
      fail(time);
    }

    try (EngineDriver engine = new EngineDriver(stateDir.resolve("last"), 1, failures)) {
      engine.start("o-1", OrderRecords.order("o-1"));

      assertThat(engine.checkpoint("o-1")).isPresent();
      assertThat(engine.sent("saga.dead-letters")).isEmpty();
    }
  }

  @Test
  void shouldLetATimerRingLaterWhenItFailedTooOften() {
    try (EngineDriver engine = new EngineDriver(stateDir.resolve("timer"), 1, failures)) {
      // given
      engine.start("o-1", OrderRecords.order("o-1"));
      engine.start("o-2", OrderRecords.order("o-2"));
      long due = engine.checkpoint("o-1").orElseThrow().timerAtMs().orElseThrow();
      for (int time = 0; time < EngineDriver.MAX_FAILURES; time++) {
        failures.blame(new SagaId("o-1"));
        failures.failed(new StreamsException(new IllegalStateException("for the test")));
      }

      // when
      engine.advanceUnchecked(Duration.ofMillis(due - engine.clock.millis()));

      // then
      assertThat(engine.timers().get("o-1")).hasSize(1).allMatch(ringsAt -> ringsAt > due);
      assertThat(engine.checkpoint("o-1").orElseThrow().timerAtMs().orElseThrow()).isEqualTo(due);
      assertThat(revision(engine, "o-1")).isEqualTo(1);
      assertThat(revision(engine, "o-2")).as("another saga's timer").isGreaterThan(1);

      // and: it is tried again
      engine.advance(Duration.ofMinutes(1));
      assertThat(revision(engine, "o-1")).isGreaterThan(1);
    }
  }

  private static long revision(EngineDriver engine, String id) {
    return engine.checkpoint(id).orElseThrow().state().chain().revision();
  }

  /** A thread whose partition cannot be processed, with a bug that nobody has foreseen. */
  private void fail(int time) {
    EngineDriver engine = new EngineDriver(stateDir.resolve("time-" + time), 1, failures);
    try {
      engine.bug = true;
      assertThatThrownBy(() -> engine.request("o-1", new byte[] {1}, Map.of()))
          .isInstanceOfSatisfying(StreamsException.class, failures::failed);
    } finally {
      engine.bug = false;
      engine.close();
    }
  }
}
