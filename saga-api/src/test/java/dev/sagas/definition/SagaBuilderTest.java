package dev.sagas.definition;

import static dev.sagas.definition.Described.command;
import static dev.sagas.definition.Described.data;
import static dev.sagas.definition.Described.saga;
import static dev.sagas.definition.Described.undoable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sagas.protocol.StepName;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.StepFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the DSL builds, and that it refuses what cannot work with every reason and the step. */
class SagaBuilderTest {
  private static final Duration TOO_LONG = Duration.ofSeconds(Long.MAX_VALUE);

  @Test
  void shouldBuildWhatWasDescribedWhenItCanWork() {
    // when
    Saga<StepFailure> saga =
        saga()
            .step(
                "reserve",
                step ->
                    command(step)
                        .onReply(NothingToUndo.class, (data, reply) -> data)
                        .compensation(StepFailure.class, data -> data)
                        .retry(RetryPolicy.never())
                        .timeout(Duration.ofSeconds(5)))
            .step("approve", step -> command(step).pivot())
            .deadline(Duration.ofHours(1))
            .build();

    // then
    assertThat(saga.type().value()).isEqualTo("order");
    assertThat(saga.version()).isEqualTo(2);
    assertThat(saga.deadline()).contains(Duration.ofHours(1));
    assertThat(saga.steps())
        .extracting(Step::name)
        .containsExactly(new StepName("reserve"), new StepName("approve"));
    CommandStep<StepFailure> reserve = stepOf(saga, 0);
    assertThat(reserve.retry()).isEqualTo(RetryPolicy.never());
    assertThat(reserve.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(reserve.replies()).containsOnlyKeys(NothingToUndo.class);
    assertThat(reserve.pivot()).isFalse();
    assertThat(stepOf(saga, 1).pivot()).isTrue();
  }

  @Test
  void shouldHaveTheDocumentedDefaultsWhenNothingIsSaid() {
    // when
    CommandStep<StepFailure> step =
        stepOf(
            saga()
                .step("a", described -> command(described).compensation(StepFailure.class, d -> d))
                .build(),
            0);

    // then
    assertThat(step.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(step.retry()).isEqualTo(RetryPolicy.exponential());
    assertThat(step.replies()).isEmpty();
    Compensation<StepFailure> undo = step.compensation().orElseThrow();
    assertThat(undo.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(undo.retry()).isEqualTo(RetryPolicy.exponential().withMaxAttempts(50));
    assertThat(undo.replyClass()).isEmpty();
  }

  @Test
  void shouldHandTheReplyOnWhenTheCompensationAsksForIt() {
    // given
    NothingToUndo reply = new NothingToUndo();
    reply.setExecuteKey("k");

    // when
    Compensation<StepFailure> undo =
        stepOf(
                saga()
                    .step(
                        "a",
                        step ->
                            command(step)
                                .compensation(
                                    StepFailure.class,
                                    NothingToUndo.class,
                                    (data, met) ->
                                        data(met.map(NothingToUndo::getExecuteKey).orElse("-")))
                                .timeout(Duration.ofSeconds(1))
                                .compensationTimeout(Duration.ofSeconds(2)))
                    .build(),
                0)
            .compensation()
            .orElseThrow();

    // then
    assertThat(undo.replyClass()).contains(NothingToUndo.class);
    assertThat(undo.timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(undo.function().command(data("d"), Optional.of(reply))).isEqualTo(data("k"));
    assertThat(undo.function().command(data("d"), Optional.empty())).isEqualTo(data("-"));
  }

  @Test
  void shouldListEveryProblemAndNameTheStepWhenSeveralAreWrong() {
    // given
    Saga.Builder<StepFailure> builder =
        Saga.named("Order!", 0, StepFailure.class)
            .deadline(Duration.ZERO)
            .step("BAD", Described::command)
            .step("no-command", step -> step.participant("shop"))
            .step("no-participant", step -> step.command(StepFailure.class, data -> data))
            .step("odd", step -> command(step).participant("Shop").timeout(Duration.ZERO))
            .step(
                "twice",
                step ->
                    command(step)
                        .onReply(StepFailure.class, (d, r) -> d)
                        .onReply(StepFailure.class, (d, r) -> d))
            .step("twice", Described::command);

    // when
    InvalidDefinitionException thrown =
        catchThrowableOfType(InvalidDefinitionException.class, builder::build);

    // then
    assertThat(thrown.problems())
        .containsExactly(
            "saga type 'Order!' must match [a-z0-9][a-z0-9-]{0,63}",
            "version must be at least 1, but is 0",
            "deadline must be from 1 ms to 365 days, but is PT0S",
            "step name 'BAD' must match [a-z0-9][a-z0-9-]{0,63}",
            "step no-command needs a command",
            "step no-participant needs a participant",
            "step odd: participant 'Shop' must match [a-z0-9][a-z0-9-]{0,63}",
            "step odd: time-out must be from 1 ms to 365 days, but is PT0S",
            "step twice handles dev.sagas.schema.StepFailure twice",
            "step twice is described twice");
    assertThat(thrown)
        .hasMessageStartingWith("Saga Order! version 0 cannot work: saga type 'Order!'")
        .hasMessageContaining("; step no-command needs a command; ");
  }

  @Test
  void shouldListTheSameProblemsWhenBuiltAgain() {
    // given
    Saga.Builder<StepFailure> builder = saga().step("a", step -> step.participant("shop"));

    // then
    for (int i = 0; i < 2; i++) {
      InvalidDefinitionException thrown =
          catchThrowableOfType(InvalidDefinitionException.class, builder::build);
      assertThat(thrown.problems()).containsExactly("step a needs a command");
    }
  }

  @Test
  void shouldRefuseWhenThereIsNoStepOrTooMany() {
    assertThatThrownBy(() -> saga().build())
        .hasMessageContaining("expected 1 to 200 steps, but there are 0");

    Saga.Builder<StepFailure> full = saga();
    for (int i = 0; i < 200; i++) {
      full.step("s" + i, Described::command);
    }
    assertThat(full.build().steps()).hasSize(200);
    full.step("s200", Described::command);
    assertThatThrownBy(full::build)
        .hasMessageContaining("expected 1 to 200 steps, but there are 201");
  }

  @Test
  void shouldRefuseWhenAStepFromThePivotOnHasACompensation() {
    // R13: the definition is checked so that no step after the pivot needs undo.
    assertThatThrownBy(
            () ->
                saga()
                    .step("a", step -> undoable(step))
                    .step("b", step -> undoable(step).pivot())
                    .step("c", step -> undoable(step))
                    .step("d", step -> command(step).pivot())
                    .build())
        .isInstanceOfSatisfying(
            InvalidDefinitionException.class,
            thrown ->
                assertThat(thrown.problems())
                    .containsExactly(
                        "step b has a compensation, but from the pivot on nothing is undone",
                        "step c has a compensation, but from the pivot on nothing is undone",
                        "step d is a second pivot"));
  }

  @Test
  void shouldRefuseWhenAStepHasTwoCompensations() {
    assertThatThrownBy(() -> saga().step("a", step -> undoable(undoable(step))).build())
        .hasMessageContaining("step a has two compensations");
  }

  @Test
  void shouldRefuseDurationsWhenTheyAreOutOfBounds() {
    for (Duration wrong :
        List.of(Duration.ofNanos(999_999), Duration.ofDays(366), TOO_LONG, TOO_LONG.negated())) {
      assertThatThrownBy(
              () ->
                  saga()
                      .step("a", step -> command(step).timeout(wrong).compensationTimeout(wrong))
                      .deadline(wrong)
                      .build())
          .isInstanceOf(InvalidDefinitionException.class)
          .hasMessageContaining("deadline must be from 1 ms to 365 days, but is " + wrong)
          .hasMessageContaining("step a: time-out must be from 1 ms to 365 days")
          .hasMessageContaining("step a: compensation time-out must be");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 365L * 24 * 3600 * 1000})
  void shouldAcceptDurationsWhenTheyAreAtTheBounds(long ms) {
    assertThat(
            saga()
                .step("a", step -> command(step).timeout(Duration.ofMillis(ms)))
                .deadline(Duration.ofMillis(ms))
                .build()
                .deadline())
        .contains(Duration.ofMillis(ms));
  }

  @Test
  void shouldRefuseRepliesOfAnotherTypeWhenTheyAreHandedOn() {
    CommandStep<StepFailure> step =
        stepOf(
            saga()
                .step(
                    "a", described -> command(described).onReply(NothingToUndo.class, (d, r) -> d))
                .build(),
            0);

    ReplyFunction<StepFailure, Object> function = step.replies().get(NothingToUndo.class);

    assertThatThrownBy(() -> function.apply(data("d"), new SagaOperation()))
        .isInstanceOf(ClassCastException.class);
  }

  private static CommandStep<StepFailure> stepOf(Saga<StepFailure> saga, int index) {
    return (CommandStep<StepFailure>) saga.steps().get(index);
  }
}
