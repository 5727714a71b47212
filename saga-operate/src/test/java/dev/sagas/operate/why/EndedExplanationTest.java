package dev.sagas.operate.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.operate.history.DecidedSaga;
import dev.sagas.operate.history.SagaEnding;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.why.SagaSituation.JournalFacts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a saga ended: its outcome, who ended it, and which effects are left. */
class EndedExplanationTest {
  private static final PublishedSaga ORDER = Orders.order("create charge");
  private static final String REMEMBERED =
      "Its id stays known until 2023-11-22 23:13:20+01:00; the journal remains.";

  private static List<String> texts(DecidedSaga saga) {
    saga.after(Duration.ofMinutes(2));
    JournalFacts facts = new JournalFacts(true, Map.of(), SagaEnding.of(saga.journal()));
    return Explainer.explain(Orders.situation(saga, ORDER).with(facts)).sentences().stream()
        .map(Sentence::text)
        .toList();
  }

  @Test
  void shouldExplainACompletedSaga() {
    DecidedSaga saga = Orders.started(ORDER).succeeds("create", "charge");

    assertThat(texts(saga))
        .containsExactly(
            "It ended as COMPLETED 2.00 min ago (2023-11-14 23:13:20+01:00), after 0 ms: every step"
                + " took effect, except those that were skipped.",
            REMEMBERED);
  }

  @Test
  void shouldExplainASagaThatTurnedBackByItself() {
    DecidedSaga saga =
        Orders.started(ORDER)
            .succeeds("create")
            .rejects("charge", "CARD_DECLINED", "no")
            .succeeds("create");

    assertThat(texts(saga))
        .containsExactly(
            "It ended as COMPENSATED 2.00 min ago (2023-11-14 23:13:20+01:00), after 0 ms: every"
                + " effect was undone.",
            "It turned back at step charge because of CARD_DECLINED: \"no\".",
            REMEMBERED);
  }

  @Test
  void shouldSayWhoCancelledASaga() {
    DecidedSaga saga =
        Orders.started(ORDER)
            .succeeds("create")
            .operate(OperationKind.CANCEL)
            .succeeds("charge")
            .succeeds("charge", "create");

    assertThat(texts(saga))
        .contains(
            "ada ordered CANCEL 2.00 min ago (2023-11-14 23:13:20+01:00): \"the customer called\".");
  }

  @Test
  void shouldSayWhoEndedASagaAndWhichEffectsAreLeft() {
    DecidedSaga saga = Orders.started(ORDER).succeeds("create").operate(OperationKind.END);

    assertThat(texts(saga))
        .contains(
            "ada ordered END 2.00 min ago (2023-11-14 23:13:20+01:00): \"the customer called\".",
            "Effects that are, or may be, left: create, charge.");
  }

  @Test
  void shouldSayWhichEffectAnOperatorLeft() {
    DecidedSaga saga =
        Orders.started(ORDER)
            .succeeds("create")
            .rejects("charge", "CARD_DECLINED", "no")
            .rejects("create", "GONE", "no")
            .operate(OperationKind.SKIP, "create");

    assertThat(texts(saga))
        .contains("Effects that are, or may be, left: create.")
        .anyMatch(text -> text.startsWith("ada ordered SKIP "));
  }

  @Test
  void shouldSayThatItIsUnknownWhenTheJournalWasNotRead() {
    DecidedSaga saga = Orders.started(ORDER).operate(OperationKind.END);

    assertThat(Explainer.explain(Orders.situation(saga, ORDER)).sentences())
        .extracting(Sentence::text)
        .contains("Why, by whom and with which effects left is unknown: the journal was not read.");
  }

  @Test
  void shouldNotGuessAnEndingFromAJournalThatLostItsBeginning() {
    DecidedSaga saga = Orders.started(ORDER).succeeds("create").operate(OperationKind.END);
    int entries = saga.journal().size();

    assertThat(SagaEnding.of(saga.journal())).isPresent();
    assertThat(SagaEnding.of(saga.journal().subList(1, entries))).isEmpty();
    assertThat(SagaEnding.of(saga.journal().subList(0, entries - 1))).isEmpty();
  }
}
