package dev.sagas.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.schema.Hash;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.StepFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a log shows of an outcome: how it ended and why, and no payload. */
class SagaResultTest {
  @Test
  void shouldSayWhichStepFailedWhenItWasCompensated() {
    SagaOutcome outcome = outcome(OutcomeKind.COMPENSATED);
    outcome.setFailedStep("charge-card");
    outcome.setReasonCode("CARD_DECLINED");
    outcome.setReasonMessage("The balance is too low");

    assertThat(new SagaResult<>(outcome, Optional.of(new StepFailure("C", "4711", Map.of()))))
        .hasToString(
            "order-42: COMPENSATED because of charge-card: CARD_DECLINED (The balance is too low)");
  }

  @Test
  void shouldSayNothingMoreWhenItWasCompleted() {
    assertThat(new SagaResult<>(outcome(OutcomeKind.COMPLETED), Optional.empty()))
        .hasToString("order-42: COMPLETED");
  }

  @Test
  void shouldSayWhatIsLeftWhenAnOperatorEndedIt() {
    SagaOutcome outcome = outcome(OutcomeKind.ENDED_BY_OPERATOR);
    outcome.setActor("ada");
    outcome.setReasonCode("ENDED");
    outcome.setEffectsLeft(List.of("charge-card", "book-shipment"));

    assertThat(new SagaResult<>(outcome, Optional.empty()))
        .hasToString(
            "order-42: ENDED_BY_OPERATOR by ada because of ENDED,"
                + " left in place: charge-card, book-shipment");
  }

  private static SagaOutcome outcome(OutcomeKind kind) {
    return SagaOutcome.newBuilder()
        .setSagaId("order-42")
        .setRun("1")
        .setType("order")
        .setVersion(1)
        .setOutcome(kind)
        .setStartedAt(Instant.EPOCH)
        .setEndedAt(Instant.EPOCH)
        .setRevision(1)
        .setHash(new Hash(new byte[32]))
        .build();
  }
}
