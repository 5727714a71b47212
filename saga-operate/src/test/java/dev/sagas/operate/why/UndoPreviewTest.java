package dev.sagas.operate.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaState;
import dev.sagas.operate.history.DecidedSaga;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What undo would do is what the engine's decider does (R8 to R13). */
class UndoPreviewTest {
  private static final PublishedSaga ORDER = Orders.order("create reserve notify- charge ship!");

  private static UndoPreview preview(DecidedSaga saga, PublishedSaga definition) {
    return UndoPreview.of(saga.state(), Orders.known(definition), saga.nowMs());
  }

  private static String text(DecidedSaga saga) {
    return preview(saga, ORDER).text();
  }

  @Test
  void shouldUndoInReverseOrderAndSendNothingForAStepWithoutCompensation() {
    // given
    DecidedSaga saga = Orders.started(ORDER).succeeds("create", "reserve", "notify");

    // when
    UndoPreview preview = preview(saga, ORDER);

    // then
    assertThat(preview.text())
        .isEqualTo(
            "awaits the answer of charge; sends 3 compensations: charge, reserve, create; then"
                + " COMPENSATED");
    assertThat(preview.undone())
        .extracting(UndoPreview.Undone::how)
        .containsExactly(
            UndoPreview.How.SENT,
            UndoPreview.How.NOTHING_TO_UNDO,
            UndoPreview.How.SENT,
            UndoPreview.How.SENT);
    assertThat(preview.outcome()).contains(SagaStatus.COMPENSATED);
    assertThat(preview.basis()).isEqualTo(KnownDefinition.Basis.STRUCTURE);
  }

  @Test
  void shouldNotAwaitAStepThatIsBetweenTwoAttempts() {
    DecidedSaga saga = Orders.started(ORDER).succeeds("create").fails("reserve", "BUSY", "");

    assertThat(text(saga)).isEqualTo("sends 2 compensations: reserve, create; then COMPENSATED");
  }

  @Test
  void shouldSayThatACancelIsHeldWhileThePivotIsInFlight() {
    DecidedSaga saga = Orders.started(ORDER).succeeds("create", "reserve", "notify", "charge");

    assertThat(text(saga))
        .isEqualTo(
            "turns back only if the pivot ship is rejected; awaits the answer of ship; sends 3"
                + " compensations: charge, reserve, create; then COMPENSATED");
  }

  @Test
  void shouldSayWhyItIsRefusedOnceThePivotTookEffect() {
    // given
    PublishedSaga definition = Orders.order("create ship! mail-");
    DecidedSaga saga = Orders.started(definition).succeeds("create", "ship");

    // when
    UndoPreview preview = preview(saga, definition);

    // then
    assertThat(preview.text())
        .isEqualTo(
            "is refused: The saga is RUNNING: the pivot took effect, nothing is undone any more");
    assertThat(preview.outcome()).isEmpty();
  }

  @Test
  void shouldTellWhatIsLeftOfAnUnwindThatHasBegun() {
    DecidedSaga saga =
        Orders.started(ORDER)
            .succeeds("create", "reserve", "notify")
            .rejects("charge", "CARD_DECLINED", "no");

    assertThat(text(saga))
        .isEqualTo("awaits the undo of reserve; sends 1 compensation: create; then COMPENSATED");
  }

  @Test
  void shouldNeedAPersonForAnOpenIncidentAndForAPause() {
    DecidedSaga saga =
        Orders.started(ORDER)
            .succeeds("create", "reserve", "notify")
            .rejects("charge", "CARD_DECLINED", "no")
            .rejects("reserve", "GONE", "no")
            .operate(OperationKind.PAUSE);

    assertThat(text(saga))
        .isEqualTo(
            """
            waits until a person resumes it; waits until a person ends the incident \
            COMPENSATION_REJECTED at step reserve; sends 2 compensations: reserve, create; then \
            COMPENSATED\
            """);
  }

  @Test
  void shouldEndByHandWhenAnEffectWasLeft() {
    // given
    DecidedSaga saga =
        Orders.started(ORDER)
            .succeeds("create", "reserve", "notify")
            .rejects("charge", "CARD_DECLINED", "no")
            .rejects("reserve", "GONE", "no")
            .operate(OperationKind.SKIP, "reserve");

    // when
    UndoPreview preview = preview(saga, ORDER);

    // then
    assertThat(preview.outcome()).contains(SagaStatus.ENDED_BY_OPERATOR);
    assertThat(preview.effectsLeft()).containsExactly(new StepName("reserve"));
    assertThat(preview.text()).endsWith("; then ENDED_BY_OPERATOR, effects left: reserve");
  }

  @Test
  void shouldStopAtAnIncidentThatWouldComeUpOnTheWay() {
    // given: for longer than participants remember for sure, an attempt has not been answered
    DecidedSaga saga = Orders.started(ORDER).succeeds("create").fails("reserve", "BUSY", "");

    // when
    UndoPreview preview =
        UndoPreview.of(
            saga.state(), Orders.known(ORDER), saga.nowMs() + Duration.ofDays(30).toMillis());

    // then
    assertThat(preview.obstacle()).contains("would stop with FENCE_EXPIRED at step reserve");
    assertThat(preview.outcome()).isEmpty();
  }

  @Test
  void shouldUseTheOrderOfTheStateAndSayItWhenNoDefinitionIsKnown() {
    // given
    DecidedSaga saga = Orders.started(ORDER).succeeds("create", "reserve");

    // when
    UndoPreview preview = UndoPreview.of(saga.state(), KnownDefinition.NONE, saga.nowMs());

    // then
    assertThat(preview.basis()).isEqualTo(KnownDefinition.Basis.STATE);
    assertThat(preview.undone())
        .extracting(step -> step.step().value())
        .containsExactly("reserve", "create");
    assertThat(preview.text())
        .isEqualTo(
            """
            awaits the answer of notify; undoes by the order of the state, compensations \
            unknown: reserve, create\
            """);
  }

  @Test
  void shouldNotTrustADefinitionThatLacksAStepOfTheSaga() {
    SagaState saga = Orders.started(ORDER).succeeds("create").state();

    assertThat(UndoPreview.of(saga, Orders.known(Orders.order("create")), 0).basis())
        .isEqualTo(KnownDefinition.Basis.STATE);
  }

  @Test
  void shouldNotTrustADefinitionOfANewerVersion() {
    PublishedSaga newer = Orders.order("create", "ASK_A_FRIEND");

    assertThat(PublishedStructure.of(newer)).isEmpty();
    assertThat(KnownDefinition.published(List.of(newer)).catalog().newest(newer.type()))
        .isEqualTo(Optional.empty());
  }

  @Test
  void shouldHaveNothingToUndoWhenTheSagaHasEnded() {
    DecidedSaga saga = Orders.started(ORDER).operate(OperationKind.END);

    assertThat(text(saga)).isEqualTo("is refused: the saga has ended as ENDED_BY_OPERATOR");
  }
}
