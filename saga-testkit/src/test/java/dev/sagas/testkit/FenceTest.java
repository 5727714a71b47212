package dev.sagas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sagas.order.ReviewedOrder;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.samples.schema.order.StockReleased;
import dev.sagas.samples.schema.order.StockReserved;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.NothingToUndoReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The kit's participants remember what they did as real ones do (R23, R24). */
class FenceTest {
  private static final DefinitionSteps<?> STEPS =
      new DefinitionSteps<>(new ReviewedOrder().define());
  private static final Reply RESERVED = Reply.of(StepResult.succeeded(new StockReserved("o-1", 2)));
  private static final Reply RELEASED = Reply.of(StepResult.succeeded(new StockReleased("o-1", 2)));
  private static final Reply REFUSED = Reply.of(StepResult.rejected("NO", "No"));
  private static final Reply FAILED = Reply.of(StepResult.failed("DOWN", "Down"));

  private final Fence fence = new Fence();
  private final Effects effects = new Effects();

  static Command execute() {
    return new Command(
        new SagaType("order-fulfilment"),
        new CommandId(key(Action.EXECUTE, 1), 1),
        STEPS.action("reserve-stock", Action.EXECUTE),
        new ReserveStock("o-1", List.of()),
        Optional.empty(),
        false,
        0);
  }

  static Command undo(int epoch, boolean unknown) {
    return new Command(
        new SagaType("order-fulfilment"),
        new CommandId(key(Action.COMPENSATE, epoch), 1),
        STEPS.action("reserve-stock", Action.COMPENSATE),
        new ReleaseStock("o-1"),
        Optional.of(key(Action.EXECUTE, 1)),
        unknown,
        0);
  }

  private static DeduplicationKey key(Action action, int epoch) {
    return new DeduplicationKey(
        new SagaId("o-1"), new RunId("0123456789ab"), new StepName("reserve-stock"), action, epoch);
  }

  private NothingToUndoReason skipped(Command command) {
    return ((NothingToUndo) fence.answerTo(command).orElseThrow().record()).getReason();
  }

  @Test
  void shouldResendWhatItAnsweredWhenACommandComesAgain() {
    // given
    assertThat(fence.answerTo(execute())).isEmpty();
    fence.record(execute(), RESERVED);
    fence.record(undo(1, false), RELEASED);

    // then
    assertThat(fence.answerTo(execute())).hasValue(RESERVED);
    assertThat(fence.answerTo(undo(1, false))).hasValue(RELEASED);
  }

  @Test
  void shouldCallTheHandlerAgainWhenItFailed() {
    // given
    fence.record(execute(), FAILED);

    // then
    assertThat(fence.answerTo(execute())).isEmpty();
  }

  @Test
  void shouldSkipAndFenceWhenAnUnknownExecuteNeverCame() {
    assertThat(skipped(undo(1, true))).isEqualTo(NothingToUndoReason.NEVER_EXECUTED);
    assertThat(fence.answerTo(execute()))
        .hasValueSatisfying(reply -> assertThat(reply.outcome()).isEqualTo(StepOutcome.REJECTED));
  }

  @Test
  void shouldSkipWhenAnUnknownExecuteWasRejected() {
    // given
    fence.record(execute(), REFUSED);

    // then
    assertThat(skipped(undo(1, true))).isEqualTo(NothingToUndoReason.REJECTED);
  }

  @Test
  void shouldCallTheHandlerWhenTheExecuteSucceededWhateverIsKnown() {
    assertThat(fence.answerTo(undo(1, false))).isEmpty();
    fence.record(execute(), RESERVED);
    assertThat(fence.answerTo(undo(1, true))).isEmpty();
  }

  @Test
  void shouldUndoOnceWhenThereAreSeveralEpochs() {
    // given
    fence.record(execute(), RESERVED);
    fence.record(undo(1, false), REFUSED);

    // then
    assertThat(fence.answerTo(undo(2, false))).isEmpty();
    fence.record(undo(2, false), RELEASED);
    assertThat(skipped(undo(3, false))).isEqualTo(NothingToUndoReason.ALREADY_UNDONE);
    assertThat(fence.answerTo(undo(1, false)))
        .hasValueSatisfying(
            reply -> assertThat(reply.failure().map(Reply.Failure::code)).contains("SUPERSEDED"));
  }

  @Test
  void shouldFailWhenAnEffectHappensOrIsUndoneTwice() {
    // given
    effects.handled(execute(), REFUSED);
    assertThat(effects.steps()).isEmpty();
    effects.handled(execute(), RESERVED);
    assertThat(effects.steps()).containsExactly("reserve-stock");

    // then
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> effects.handled(execute(), RESERVED))
        .withMessageContaining("it happened twice");
    effects.handled(undo(1, false), RELEASED);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> effects.handled(undo(2, false), RELEASED))
        .withMessageContaining("it is undone already");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> new Effects().handled(undo(1, false), RELEASED))
        .withMessageContaining("it never happened");
  }
}
