package dev.sagas.operate.why;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.operate.history.DecidedSaga;
import dev.sagas.operate.json.ExplanationJson;
import dev.sagas.operate.json.PreviewJson;
import dev.sagas.operate.query.PublishedSaga;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a program sees of explanations and previews. */
class PreviewJsonTest {
  private static final PublishedSaga ORDER = Orders.order("create charge");
  private static final DecidedSaga SAGA =
      Orders.started(ORDER).succeeds("create").fails("charge", "BUSY", "");

  @Test
  void shouldWriteAPreviewWithItsSteps() {
    // when
    JsonNode json =
        PreviewJson.node(
            ActionPreview.of(
                SAGA.state(),
                new ActionPreview.Ordered(OperationKind.CANCEL, Optional.empty()),
                Orders.known(ORDER),
                SAGA.nowMs()));

    // then
    assertThat(json.get("known").asBoolean()).isTrue();
    assertThat(json.get("refusal").isNull()).isTrue();
    assertThat(json.get("statusAfter").asText()).isEqualTo("COMPENSATING");
    JsonNode undo = json.get("undo");
    assertThat(undo.get("undone").get(0).toString())
        .isEqualTo(
            """
            {"step":"charge","participant":"charge-service","how":"sent"}""");
    assertThat(undo.get("outcome").asText()).isEqualTo("COMPENSATED");
  }

  @Test
  void shouldWriteNumbersAsNumbersInFacts() {
    JsonNode json = ExplanationJson.node(Explainer.explain(Orders.situation(SAGA, ORDER)));

    JsonNode first = json.get("sentences").get(0);
    assertThat(first.get("kind").asText()).isEqualTo("waits-for-retry");
    assertThat(first.get("facts").get("attempt").isIntegralNumber()).isTrue();
    assertThat(first.get("facts").get("sinceAtMs").isIntegralNumber()).isTrue();
  }
}
