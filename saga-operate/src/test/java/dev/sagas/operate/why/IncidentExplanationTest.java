package dev.sagas.operate.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SagaState.SagaProgress;
import dev.sagas.operate.history.DecidedSaga;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.protocol.StepName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every incident is explained, with the commands that end it. */
class IncidentExplanationTest {
  private static final PublishedSaga ORDER = Orders.order("create charge ship! mail-");

  @ParameterizedTest
  @EnumSource(IncidentCode.class)
  void shouldSayWhatItMeansAndWhichCommandsEndIt(IncidentCode code) {
    // given
    SagaState saga = with(code.name());

    // when
    Explanation why = explain(saga);

    // then
    assertThat(why.summary().kind()).isEqualTo(SentenceKind.INCIDENT);
    assertThat(why.summary().text())
        .isEqualTo(
            "It has needed a person for 1.00 min (since 2023-11-14 23:13:20+01:00): incident "
                + code
                + " at step charge, \"nobody knows\".");
    assertThat(why.of(SentenceKind.INCIDENT_MEANING).get(0).facts()).containsEntry("known", true);
    assertThat(why.of(SentenceKind.REMEDY))
        .isNotEmpty()
        .allSatisfy(
            remedy ->
                assertThat(remedy.facts().get("command").toString())
                    .matches("saga [a-z]+ order-8812( .*)? --reason \"\\.\\.\\.\""));
  }

  @Test
  void shouldSayThatACodeOfANewerVersionIsUnknown() {
    Explanation why = explain(with("STARS_NOT_ALIGNED"));

    assertThat(why.of(SentenceKind.INCIDENT_MEANING).get(0).text())
        .isEqualTo(
            "What STARS_NOT_ALIGNED means is unknown to this version: a newer one raised it.");
    assertThat(why.of(SentenceKind.REMEDY)).isEmpty();
  }

  @Test
  void shouldPreviewEachCommandByTheDecider() {
    // given
    DecidedSaga saga =
        Orders.started(ORDER)
            .succeeds("create")
            .rejects("charge", "CARD_DECLINED", "no")
            .rejects("create", "ACCOUNT_CLOSED", "account of the payer is closed");

    // when
    Explanation why = Explainer.explain(Orders.situation(saga, ORDER));

    // then
    assertThat(why.of(SentenceKind.REMEDY))
        .extracting(remedy -> remedy.facts().get("command") + " | " + remedy.text())
        .containsExactly(
            "saga retry order-8812 --step create --reason \"...\" | If the cause is fixed at the"
                + " participant: it sends 1 compensation: create; then COMPENSATED.",
            "saga skip order-8812 --step create --reason \"...\" | If the effect was undone by"
                + " hand, or should stay: it ends the saga as"
                + " ENDED_BY_OPERATOR; effects left: create.",
            "saga end order-8812 --reason \"...\" | If nothing more should be undone: it ends the saga as"
                + " ENDED_BY_OPERATOR; effects left: create.");
  }

  @Test
  void shouldLeaveOutACommandThatWouldBeRefused() {
    // given: an incident of the saga as a whole is retried without a step, and not while paused
    DecidedSaga saga = Orders.started(ORDER).operate(OperationKind.PAUSE);

    // when
    Explanation why = explain(incident(saga, "TOPIC_MISSING", Optional.empty()));

    // then
    assertThat(why.of(SentenceKind.REMEDY))
        .extracting(remedy -> remedy.facts().get("operation"))
        .containsExactly("RESUME", "END");
  }

  private static Explanation explain(SagaState saga) {
    return Explainer.explain(
        SagaSituation.of(
                saga, DecidedSaga.START_MS + Duration.ofMinutes(1).toMillis(), Orders.TIMES)
            .with(
                Optional.of(ORDER),
                saga.control().pause().isPresent() ? Orders.known(ORDER) : KnownDefinition.NONE));
  }

  private static SagaState with(String code) {
    return incident(
        Orders.started(ORDER).succeeds("create"), code, Optional.of(new StepName("charge")));
  }

  private static SagaState incident(DecidedSaga saga, String code, Optional<StepName> step) {
    SagaProgress progress = saga.state().progress();
    return saga.state()
        .withProgress(
            new SagaProgress(
                progress.data(),
                progress.lastSequence(),
                progress.steps(),
                progress.signals(),
                progress.unwind(),
                List.of(
                    new Incident(
                        "order-8812/incident",
                        step,
                        code,
                        "nobody knows",
                        DecidedSaga.START_MS,
                        7)),
                progress.control()));
  }
}
