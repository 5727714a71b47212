package dev.sagas.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.participant.Handling;
import dev.sagas.participant.ParticipantListener.Answer;
import dev.sagas.participant.ParticipantListener.Step;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParticipantMetricsTest {
  private static final Step STEP =
      new Step(
          new ParticipantName("inventory"),
          new SagaType("order-fulfilment"),
          new StepName("reserve-stock"),
          Action.EXECUTE);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ParticipantMetrics metrics = ParticipantMetrics.on(registry);

  @Test
  void shouldTimeCommandsByStepAndHandlingWhenTheyAreAnswered() {
    // when
    metrics.answered(STEP, answer(Handling.HANDLED, StepOutcome.SUCCEEDED, 30));
    metrics.answered(STEP, answer(Handling.HANDLED, StepOutcome.SUCCEEDED, 50));
    metrics.answered(STEP, answer(Handling.DEDUPLICATED, StepOutcome.SUCCEEDED, 1));
    metrics.answered(STEP, answer(Handling.REFUSED, StepOutcome.REJECTED, 1));

    // then
    assertThat(
            registry
                .get("saga.participant.commands")
                .tags("participant", "inventory", "saga.type", "order-fulfilment")
                .tags("step", "reserve-stock", "action", "execute")
                .tags("handling", "handled", "outcome", "succeeded")
                .timer())
        .satisfies(
            timer -> {
              assertThat(timer.count()).isEqualTo(2);
              assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(80);
              assertThat(timer.max(TimeUnit.MILLISECONDS)).isEqualTo(50);
            });
    assertThat(count("handling", "deduplicated")).isEqualTo(1);
    assertThat(count("handling", "refused")).isEqualTo(1);
  }

  @Test
  void shouldCountRetriesAndDeadLettersWhenTheyHappen() {
    // when
    metrics.retried(STEP);
    metrics.retried(STEP);
    metrics.deadLettered(new ParticipantName("inventory"), "CORRUPT_COMMAND");

    // then
    assertThat(
            registry.get(ParticipantMetrics.RETRIES).tag("step", "reserve-stock").counter().count())
        .isEqualTo(2);
    assertThat(
            registry
                .get(ParticipantMetrics.DEAD_LETTERS)
                .tags("participant", "inventory", "code", "CORRUPT_COMMAND")
                .counter()
                .count())
        .isEqualTo(1);
  }

  private long count(String tag, String value) {
    return registry.get(ParticipantMetrics.COMMANDS).tag(tag, value).timer().count();
  }

  private static Answer answer(Handling handling, StepOutcome outcome, long ms) {
    return new Answer(handling, outcome, Optional.empty(), Duration.ofMillis(ms));
  }
}
