package dev.sagas.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.SagaId;
import dev.sagas.schema.StepFailure;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a log shows of a start: where and which, and no payload. */
class ReceiptTextTest {
  @Test
  void shouldSayWhichRequestIsWhereAndNothingOfItsAnswer() {
    StartReceipt receipt =
        new StartReceipt(
            new SagaId("order-42"),
            "saga.requests",
            3,
            41,
            "9f1c",
            CompletableFuture.failedFuture(new IllegalStateException("Expected wantAnswer()")));

    assertThat(receipt).hasToString("Request 9f1c of saga order-42 at saga.requests-3-41");
  }

  @Test
  void shouldSayWhatIsStartedAndNothingOfItsData() {
    SagaStart start =
        SagaStart.of("order", "order-42", new StepFailure("CARD", "4711 0815", Map.of()));

    assertThat(start)
        .hasToString("Start of saga order-42 of type order with dev.sagas.schema.StepFailure");
    assertThat(start.withVersion(3).toString())
        .contains("of type order version 3 with")
        .doesNotContain("4711");
  }
}
