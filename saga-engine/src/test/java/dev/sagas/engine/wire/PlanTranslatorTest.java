package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.definition.OnTimeout;
import dev.sagas.definition.RetryPolicy;
import dev.sagas.definition.Saga;
import dev.sagas.definition.StepBuilder;
import dev.sagas.engine.core.SagaPlan;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.StepFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The engine learns everything of a definition's structure, and nothing of its functions (R3). */
class PlanTranslatorTest {
  private static final RetryPolicy RETRY = RetryPolicy.never();

  @Test
  void shouldKnowEveryBoundWhenACommandHasAllOfThem() {
    SagaPlan plan =
        PlanTranslator.plan(
            saga()
                .step(
                    "a",
                    step ->
                        command(step)
                            .when(data -> true)
                            .retry(RETRY)
                            .timeout(Duration.ofSeconds(3))
                            .deadline(Duration.ofMinutes(4))
                            .compensation(
                                StepFailure.class, NothingToUndo.class, (data, reply) -> data)
                            .compensationRetry(RETRY)
                            .compensationTimeout(Duration.ofSeconds(5)))
                .build());

    assertThat(plan.steps())
        .containsExactly(
            new StepPlan.Command(
                new StepName("a"),
                true,
                new ParticipantName("shop"),
                new StepPlan.Tries(RETRY, 3_000),
                Optional.of(new StepPlan.Tries(RETRY, 5_000)),
                true,
                false,
                OptionalLong.of(240_000)));
  }

  @Test
  void shouldKeepNoReplyAndHaveNoDeadlineWhenACommandNamesNeither() {
    SagaPlan plan = PlanTranslator.plan(saga().step("a", step -> command(step).pivot()).build());

    StepPlan.Command step = (StepPlan.Command) plan.steps().get(0);
    assertThat(step.keepsReply()).isFalse();
    assertThat(step.pivot()).isTrue();
    assertThat(step.conditional()).isFalse();
    assertThat(step.compensate()).isEmpty();
    assertThat(step.deadlineMs()).isEmpty();
  }

  @Test
  void shouldKnowWhatIsWaitedForWhenAStepWaits() {
    SagaPlan plan =
        PlanTranslator.plan(
            saga()
                .awaitSignal(
                    "a",
                    step ->
                        step.signal("paid")
                            .on(NothingToUndo.class, (data, paid) -> data)
                            .timeout(Duration.ofSeconds(9), OnTimeout.CONTINUE))
                .approval("b", step -> step)
                .build());

    assertThat(plan.steps())
        .containsExactly(
            new StepPlan.Signal(
                new StepName("a"),
                false,
                new SignalName("paid"),
                "dev.sagas.schema.NothingToUndo",
                OptionalLong.of(9_000),
                OnTimeout.CONTINUE),
            new StepPlan.Signal(
                new StepName("b"),
                false,
                new SignalName("b"),
                "dev.sagas.schema.ApprovalDecision",
                OptionalLong.empty(),
                OnTimeout.COMPENSATE));
  }

  @Test
  void shouldHaveStagesAndBranchesWhenThereAreGroups() {
    SagaPlan plan =
        PlanTranslator.plan(
            saga()
                .local("first", step -> step.apply(data -> data))
                .parallel(
                    "both",
                    group ->
                        group
                            .branch(
                                "left",
                                branch ->
                                    branch
                                        .step("l1", PlanTranslatorTest::command)
                                        .sleep("l2", step -> step.duration(Duration.ofDays(1))))
                            .branch(
                                "right", branch -> branch.step("r1", PlanTranslatorTest::command))
                            .undoInParallel())
                .onCompensationFailure(OnCompensationFailure.CONTINUE)
                .build());

    assertThat(plan.onCompensationFailure()).isEqualTo(OnCompensationFailure.CONTINUE);
    assertThat(plan.stages()).hasSize(2);
    assertThat(plan.stages().get(0).group()).isEmpty();
    SagaPlan.Stage both = plan.stages().get(1);
    assertThat(both.group()).contains(new StepName("both"));
    assertThat(both.undoInParallel()).isTrue();
    assertThat(both.branches())
        .extracting(SagaPlan.Branch::name)
        .containsExactly(new StepName("left"), new StepName("right"));
    assertThat(plan.steps())
        .extracting(step -> step.name().value())
        .isEqualTo(List.of("first", "l1", "l2", "r1"));
    assertThat(plan.place(new StepName("r1"))).contains(new SagaPlan.Place(1, 1));
    assertThat(plan.steps().get(0)).isEqualTo(new StepPlan.Local(new StepName("first"), false));
    assertThat(plan.steps().get(2)).isEqualTo(new StepPlan.Sleep(new StepName("l2"), false));
  }

  private static Saga.Builder<StepFailure> saga() {
    return Saga.named("order", 1, StepFailure.class);
  }

  private static StepBuilder<StepFailure> command(StepBuilder<StepFailure> step) {
    return step.participant("shop").command(StepFailure.class, data -> data);
  }
}
