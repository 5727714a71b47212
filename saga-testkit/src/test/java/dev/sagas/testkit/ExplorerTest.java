package dev.sagas.testkit;

import static dev.sagas.testkit.SagaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sagas.order.OrderRecords;
import dev.sagas.order.OrderSaga;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.RefundCard;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every single and double fault is run, and planted bugs are found by the shortest path. */
class ExplorerTest {
  private static final Pattern PATH = Pattern.compile("replay\\(\"([^\"]+)\"\\)");

  private final OrderData order = OrderRecords.orderOf(1_000);

  private Explorer<OrderData> explore(OrderSaga definition) {
    return OrderKits.shipped(definition)
        .explore("o-1", order)
        .invariant(
            "the payment is refunded that was made",
            saga ->
                saga.commands(RefundCard.class).stream()
                    .allMatch(
                        refund ->
                            refund.getPaymentId() == null
                                || refund.getPaymentId().equals("pay-1")));
  }

  @Test
  void shouldRunEverySingleAndDoubleFaultWhenNothingIsWrong() {
    // when
    Exploration found = explore(OrderKits.correct()).run();

    // then
    assertThat(found.leftOut()).isZero();
    assertThat(found.singleFaults()).isEqualTo(35);
    assertThat(found.doubleFaults()).isGreaterThan(500);
    assertThat(found.runs()).isEqualTo(1 + found.singleFaults() + found.doubleFaults());
    assertThat(found.ends()).containsOnlyKeys("COMPLETED", "COMPENSATED", "PIVOT_OUTCOME_UNKNOWN");
    assertThat(found.functionsNotRun()).isEmpty();
    assertThat(found).asString().startsWith(found.runs() + " runs (35 with one fault");
  }

  @Test
  void shouldFindTheShortestPathWhenACompensationReliesOnOverwrittenData() {
    // when
    Throwable failure = catchThrowable(() -> explore(OrderKits.overwritesThePayment()).run());

    // then
    assertThat(failure)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the payment is refunded that was made, but it does not hold")
        .hasMessageContaining("replay(\"6:STEP_REJECTED\")")
        .hasMessageContaining("-Dsaga.seed=")
        .hasMessageContaining("FAULT at #6: the step is rejected")
        .hasMessageContaining("saga sends compensate charge-card");
  }

  @Test
  void shouldShowTheFailureAgainWhenItIsReplayed() {
    // given
    Explorer<OrderData> explorer = explore(OrderKits.overwritesThePayment());
    Throwable failure = catchThrowable(explorer::run);
    Matcher path = PATH.matcher(failure.getMessage());
    assertThat(path.find()).isTrue();

    // when
    SagaRun<OrderData> saga = explorer.replay(path.group(1));

    // then
    assertThat(saga).isCompensated().hasSent(new RefundCard("o-1", "parcel-1"));
    assertThat(failure.getMessage()).endsWith(String.join("\n", saga.history()));
  }

  @Test
  void shouldFindAFunctionThatFailsWhenNoReplyComes() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> explore(OrderKits.reliesOnTheReply()).run())
        .withMessageContaining(
            "no function of the definition to fail, but DEFINITION_FAULT: The compensation of step"
                + " charge-card")
        .withMessageContaining("STEP_UN");
  }

  @Test
  void shouldFindWhatTakesTwoFaultsWhenNoSingleOneShowsIt() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                explore(OrderKits.correct())
                    .without(FaultKind.STEP_UNREACHED, FaultKind.STEP_UNANSWERED)
                    .invariant(
                        "no step is tried three times",
                        saga -> saga.commands().stream().noneMatch(sent -> sent.attempt() == 3))
                    .run())
        .withMessageContaining("no step is tried three times")
        .withMessageContaining("FAULT at #2: the command is lost")
        .withMessageContaining("FAULT at #5: the command is lost");
  }

  @Test
  void shouldTellWhatTheInvariantThrewWhenItDoes() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                explore(OrderKits.correct())
                    .invariant("it is done", saga -> assertThat(saga).isCompensated() == null)
                    .run())
        .withMessageContaining("Expected that it is done, but: Expected the status of saga o-1")
        .withMessageContaining("without any fault");
  }

  @Test
  void shouldFailWithoutAFaultWhenAStepIsNotScripted() {
    // given
    SagaTestKit<OrderData> kit = SagaTestKit.of(OrderKits.correct());

    // then
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> kit.explore("o-1", order).run())
        .withMessageContaining("kit.on(\"charge-card\").succeeds(new CardCharged(…));")
        .withMessageContaining("without any fault");
  }

  @Test
  void shouldDrawTheSameSampleWhenTheSeedIsTheSame() {
    // when
    Exploration first = explore(OrderKits.correct()).maxRuns(80).seed(7).run();
    Exploration again = explore(OrderKits.correct()).maxRuns(80).seed(7).run();
    Exploration other = explore(OrderKits.correct()).maxRuns(80).seed(8).run();

    // then
    assertThat(first).isEqualTo(again);
    assertThat(first.runs()).isEqualTo(80);
    assertThat(first.singleFaults()).isEqualTo(35);
    assertThat(first.leftOut()).isPositive();
    assertThat(other.ends()).isNotEqualTo(first.ends());
    assertThat(explore(OrderKits.correct()).maxRuns(10).run().singleFaults()).isEqualTo(9);
    assertThatIllegalArgumentException().isThrownBy(() -> explore(OrderKits.correct()).maxRuns(0));
  }

  @Test
  void shouldStrikeEveryKindOfStepWhenTheDefinitionHasThem() {
    // given
    SagaTestKit<OrderData> kit = OrderKits.reviewed();
    kit.onSignal("review").approves("ada");
    kit.onSignal("carrier-confirmed").sends(OrderKits.shipped());

    // when
    Exploration found = kit.explore("o-1", OrderRecords.orderOf(200_000)).maxRuns(400).run();

    // then
    assertThat(found.ends())
        .containsOnlyKeys("COMPLETED", "COMPENSATED", "PIVOT_OUTCOME_UNKNOWN", "WAIT_TIMED_OUT");
    assertThat(found.functionsNotRun()).isEmpty();
  }

  @Test
  void shouldNameTheFunctionsThatNeverRanWhenAStepIsSkipped() {
    // given
    SagaTestKit<OrderData> kit = OrderKits.reviewed();
    kit.onSignal("carrier-confirmed").sends(OrderKits.shipped());

    // when
    Exploration found = kit.explore("o-1", order).maxRuns(60).run();

    // then
    assertThat(found.functionsNotRun()).containsExactly("signal function of step review");
    assertThat(found).asString().endsWith("never run: signal function of step review");
  }

  @Test
  void shouldDoWhatItSaysWhenAFaultStrikesAlone() {
    // given
    Explorer<OrderData> explorer = explore(OrderKits.correct());
    Set<FaultKind> seen = EnumSet.noneOf(FaultKind.class);

    // then
    for (FaultKind kind : FaultKind.values()) {
      if (kind != FaultKind.SIGNAL_LOST && kind != FaultKind.SIGNAL_TWICE) {
        int number = kind.name().startsWith("REPLY") || kind.isCrash() ? 3 : 2;
        int struck = kind == FaultKind.STEP_UNANSWERED ? 3 : number;
        SagaRun<OrderData> saga = explorer.replay(struck + ":" + kind);
        assertThat(saga.history()).as(kind.name()).anyMatch(line -> line.contains(kind.text()));
        seen.add(kind);
      }
    }
    assertThat(seen).hasSize(FaultKind.values().length - 2);
    assertThat(explorer.replay("2:COMMAND_LOST")).isCompleted().hasTried("charge-card", 2);
    assertThat(explorer.replay("3:REPLY_LOST")).isCompleted().hasTried("charge-card", 2);
    assertThat(explorer.replay("2:STEP_REJECTED")).isCompensatedBecauseOf("INJECTED_REJECTION");
    assertThat(explorer.replay("4:STEP_UNREACHED"))
        .isCompensatedBecauseOf("TIMED_OUT")
        .hasSent(new RefundCard("o-1", "pay-1"));
    assertThat(explorer.replay("3:STEP_UNANSWERED"))
        .isCompensated()
        .hasSent(new RefundCard("o-1", null));
    assertThat(explorer.replay("")).isCompleted();
    assertThatIllegalArgumentException().isThrownBy(() -> explorer.replay("third reply lost"));
  }
}
