package dev.sagas.operate.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.operate.history.DecidedSaga;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an action would do is what the engine's decider does with it (R16). */
class ActionPreviewTest {
  private static final PublishedSaga ORDER = Orders.order("create reserve charge ship!");

  private static ActionPreview preview(DecidedSaga saga, OperationKind kind, String... step) {
    return ActionPreview.of(
        saga.state(),
        new ActionPreview.Ordered(
            kind, step.length == 0 ? Optional.empty() : Optional.of(new StepName(step[0]))),
        Orders.known(ORDER),
        saga.nowMs());
  }

  private static String text(DecidedSaga saga, OperationKind kind, String... step) {
    return preview(saga, kind, step).text();
  }

  private static DecidedSaga charging() {
    return Orders.started(ORDER).succeeds("create", "reserve");
  }

  private static DecidedSaga stuck() {
    return charging().rejects("charge", "CARD_DECLINED", "no").rejects("reserve", "GONE", "no");
  }

  @Test
  void shouldSayWhatACancelSendsAndHowItEnds() {
    assertThat(text(charging().fails("charge", "BUSY", ""), OperationKind.CANCEL))
        .isEqualTo("sends 3 compensations: charge, reserve, create; then COMPENSATED");
    assertThat(text(charging(), OperationKind.COMPENSATE))
        .isEqualTo("sends 3 compensations: charge, reserve, create; then COMPENSATED");
  }

  @Test
  void shouldSayWhichCommandARetrySends() {
    assertThat(text(charging().fails("charge", "BUSY", ""), OperationKind.RETRY))
        .isEqualTo("sends 1 command: charge");
    assertThat(text(stuck(), OperationKind.RETRY, "reserve"))
        .isEqualTo("sends 2 compensations: reserve, create; then COMPENSATED");
  }

  @Test
  void shouldNameTheEffectsThatASkipOrAnEndLeaves() {
    assertThat(text(stuck(), OperationKind.SKIP, "reserve"))
        .isEqualTo("sends 1 compensation: create; then ENDED_BY_OPERATOR, effects left: reserve");
    assertThat(text(stuck(), OperationKind.END))
        .isEqualTo("ends the saga as ENDED_BY_OPERATOR; effects left: create, reserve");
  }

  @Test
  void shouldSayWithWhatItIsRefused() {
    assertThat(text(charging(), OperationKind.RESUME))
        .isEqualTo("is refused with REFUSED_OPERATION: The saga is RUNNING: it is not paused");
    assertThat(text(charging(), OperationKind.SKIP, "ship"))
        .startsWith("is refused with REFUSED_OPERATION: ");
    assertThat(text(charging().operate(OperationKind.END), OperationKind.PAUSE))
        .isEqualTo("is refused with ALREADY_ENDED: The saga has ended: ENDED_BY_OPERATOR");
  }

  @Test
  void shouldSayThatAPauseStopsEverything() {
    assertThat(text(charging(), OperationKind.PAUSE))
        .isEqualTo("sends nothing; then nothing is sent until a person resumes it");
  }

  @Test
  void shouldNotClaimToKnowWhenTheDefinitionIsNotKnown() {
    // given
    DecidedSaga saga = charging();
    ActionPreview.Ordered cancel =
        new ActionPreview.Ordered(OperationKind.CANCEL, Optional.empty());
    ActionPreview.Ordered end = new ActionPreview.Ordered(OperationKind.END, Optional.empty());

    // when
    ActionPreview unknown =
        ActionPreview.of(saga.state(), cancel, KnownDefinition.NONE, saga.nowMs());

    // then
    assertThat(unknown.isKnown()).isFalse();
    assertThat(unknown.text()).isEqualTo("cannot be previewed: the definition is not known");
    assertThat(ActionPreview.of(saga.state(), end, KnownDefinition.NONE, saga.nowMs()).text())
        .isEqualTo("ends the saga as ENDED_BY_OPERATOR; effects left: create, reserve, charge");
  }
}
