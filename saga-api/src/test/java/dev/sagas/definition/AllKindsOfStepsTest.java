package dev.sagas.definition;

import static dev.sagas.definition.Described.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.SagaOperation;
import dev.sagas.schema.StepFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R3: a definition with every kind of step is built as it was described. */
class AllKindsOfStepsTest {
  private static final ApprovalDecision YES = new ApprovalDecision(true, "ann", null);
  private static final ApprovalDecision NO = new ApprovalDecision(false, "ann", "too much");

  private final Saga<StepFailure> saga = new EveryKind().define();

  @Test
  void shouldListStagesAndStepsInOrderWhenBuilt() {
    assertThat(saga.stages())
        .extracting(stage -> stage.name().value())
        .containsExactly(
            "gift-wrap",
            "price",
            "prepare",
            "cool-off",
            "season-opens",
            "carrier-confirmed",
            "manager-approval",
            "charge-card");
    assertThat(saga.steps())
        .extracting(step -> step.name().value())
        .containsExactly(
            "gift-wrap",
            "price",
            "reserve-stock",
            "count-pieces",
            "let-dry",
            "await-box",
            "approve-box",
            "check-card",
            "cool-off",
            "season-opens",
            "carrier-confirmed",
            "manager-approval",
            "charge-card");
    assertThat(saga.onCompensationFailure()).isEqualTo(OnCompensationFailure.CONTINUE);
    assertThat(saga.deadline()).contains(Duration.ofDays(30));
  }

  @Test
  void shouldTellEachKindWhenVisited() {
    assertThat(saga.steps())
        .extracting(step -> step.accept(new KindOf()))
        .containsExactly(
            "command",
            "local",
            "command",
            "local",
            "sleep",
            "signal",
            "approval",
            "local",
            "sleep",
            "sleep",
            "signal",
            "approval",
            "command");
  }

  @Test
  void shouldKeepWhatTheCommandNeedsWhenItIsConditionalAndTimed() {
    // when
    CommandStep<StepFailure> wrap = (CommandStep<StepFailure>) step("gift-wrap");

    // then
    assertThat(holds(wrap, "GIFT")).isTrue();
    assertThat(holds(wrap, "PLAIN")).isFalse();
    assertThat(wrap.deadline()).contains(Duration.ofMinutes(10));
    assertThat(wrap.timeout()).isEqualTo(Duration.ofSeconds(5));
    CommandStep<StepFailure> charge = (CommandStep<StepFailure>) step("charge-card");
    assertThat(charge.condition()).isEmpty();
    assertThat(charge.deadline()).isEmpty();
    assertThat(charge.pivot()).isTrue();
  }

  @Test
  void shouldKeepTheFunctionAndTheChecksInOrderWhenTheStepIsLocal() {
    // when
    LocalStep<StepFailure> price = (LocalStep<StepFailure>) step("price");

    // then
    assertThat(holds(price, "FREE")).isFalse();
    assertThat(price.function().apply(data("c")).getMessage()).isEqualTo("priced");
    assertThat(price.checks())
        .extracting(Check::code, Check::message)
        .containsExactly(
            tuple("TOO_EXPENSIVE", "More than the limit"),
            tuple("TOO_CHEAP", "Less than the postage"));
    assertThat(price.checks().get(0).failsWhen().holds(data("DEAR"))).isTrue();
    assertThat(price.checks().get(1).failsWhen().holds(data("DEAR"))).isFalse();
  }

  @Test
  void shouldLeaveTheDataAsItIsWhenALocalStepOnlyChecks() {
    // given
    LocalStep<StepFailure> check = (LocalStep<StepFailure>) step("check-card");
    StepFailure data = data("c");

    // then
    assertThat(check.function().apply(data)).isSameAs(data);
    assertThat(check.checks()).hasSize(1);
  }

  @Test
  void shouldKeepBranchesWhenTheyAreSideBySide() {
    // when
    ParallelGroup<StepFailure> group = (ParallelGroup<StepFailure>) saga.stages().get(2);

    // then
    assertThat(group.undoInParallel()).isTrue();
    assertThat(group.branches())
        .extracting(branch -> branch.name().value())
        .containsExactly("stock", "card");
    assertThat(group.branches().get(0).steps())
        .extracting(step -> step.name().value())
        .containsExactly("reserve-stock", "count-pieces", "let-dry", "await-box", "approve-box");
    assertThat(group.branches().get(1).steps()).containsExactly(step("check-card"));
    assertThat(group.steps()).hasSize(6);
    ParallelGroup<StepFailure> oneByOne =
        new ParallelGroup<>(new StepName("g"), group.branches(), false);
    assertThat(oneByOne).isNotEqualTo(group);
  }

  @Test
  void shouldSleepForADurationOrUntilAnInstantWhenSaid() {
    // when
    SleepStep<StepFailure> coolOff = (SleepStep<StepFailure>) step("cool-off");
    SleepStep<StepFailure> season = (SleepStep<StepFailure>) step("season-opens");

    // then
    assertThat(coolOff.duration()).contains(Duration.ofDays(1));
    assertThat(coolOff.until()).isEmpty();
    assertThat(season.duration()).isEmpty();
    assertThat(season.until().orElseThrow().at(data("2026-11-01T00:00:00Z")))
        .isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
  }

  @Test
  void shouldKeepRecordChecksAndTimeOutWhenASignalIsAwaited() {
    // when
    SignalStep<StepFailure> carrier = (SignalStep<StepFailure>) step("carrier-confirmed");

    // then
    assertThat(carrier.signal()).isEqualTo(new SignalName("carrier"));
    assertThat(carrier.signalClass()).isEqualTo(NothingToUndo.class);
    assertThat(carrier.timeout()).contains(Duration.ofHours(2));
    assertThat(carrier.onTimeout()).isEqualTo(OnTimeout.CONTINUE);
    assertThat(carrier.approval()).isFalse();
    assertThat(carrier.function().apply(data("c"), signal("k")).getMessage()).isEqualTo("k");
    SignalCheck check = carrier.checks().get(0);
    assertThat(check.code()).isEqualTo("DECLINED");
    assertThat(check.failsWhen().test(signal("declined"))).isTrue();
    assertThat(check.failsWhen().test(signal("k"))).isFalse();
  }

  @Test
  void shouldBeNamedLikeTheStepAndWaitForEverWhenNothingElseIsSaid() {
    // when
    SignalStep<StepFailure> box = (SignalStep<StepFailure>) step("await-box");

    // then
    assertThat(box.signal()).isEqualTo(new SignalName("await-box"));
    assertThat(box.timeout()).isEmpty();
    assertThat(box.checks()).isEmpty();
  }

  @Test
  void shouldRejectWhatIsNotApprovedWhenADecisionIsAwaited() {
    // when
    SignalStep<StepFailure> approval = (SignalStep<StepFailure>) step("manager-approval");

    // then
    assertThat(approval.approval()).isTrue();
    assertThat(approval.signal()).isEqualTo(new SignalName("manager-approval"));
    assertThat(approval.signalClass()).isEqualTo(ApprovalDecision.class);
    assertThat(approval.timeout()).contains(Duration.ofDays(2));
    assertThat(approval.onTimeout()).isEqualTo(OnTimeout.INCIDENT);
    assertThat(approval.function().apply(data("c"), YES).getMessage()).isEqualTo("ann");
    SignalCheck check = approval.checks().get(0);
    assertThat(check.code()).isEqualTo("NOT_APPROVED");
    assertThat(check.failsWhen().test(NO)).isTrue();
    assertThat(check.failsWhen().test(YES)).isFalse();
  }

  @Test
  void shouldLeaveTheDataAsItIsWhenADecisionIsNotTakenIn() {
    // given
    SignalStep<StepFailure> approval = (SignalStep<StepFailure>) step("approve-box");
    StepFailure data = data("c");

    // then
    assertThat(approval.function().apply(data, NO)).isSameAs(data);
    assertThat(approval.timeout()).isEmpty();
  }

  @Test
  void shouldRefuseASignalOfAnotherClassWhenItIsHandedOn() {
    // given
    SignalStep<StepFailure> carrier = (SignalStep<StepFailure>) step("carrier-confirmed");

    // then
    assertThatThrownBy(() -> carrier.function().apply(data("c"), new SagaOperation()))
        .isInstanceOf(ClassCastException.class);
  }

  @Test
  void shouldRefuseASleepWhenItHasBothOrNone() {
    StepName name = new StepName("s");
    assertThatThrownBy(
            () -> new SleepStep<>(name, Optional.empty(), Optional.empty(), Optional.empty()))
        .hasMessage("Expected step s to have a duration or an instant, but got none");
    assertThatThrownBy(
            () ->
                new SleepStep<>(
                    name,
                    Optional.empty(),
                    Optional.of(Duration.ofDays(1)),
                    Optional.of(data -> Instant.EPOCH)))
        .hasMessage("Expected step s to have a duration or an instant, but got both");
  }

  @Test
  void shouldRefuseACheckWhenItsTextsDoNotFit() {
    assertThatThrownBy(() -> new Check<>(data -> true, "bad", "m"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected a code and a message, but code 'bad' must match [A-Z][A-Z0-9_]{0,63}");
    assertThatThrownBy(() -> new SignalCheck(signal -> true, "BAD", "m".repeat(1025)))
        .hasMessageEndingWith("the message of BAD must have at most 1024 characters, but has 1025");
  }

  private Step<StepFailure> step(String name) {
    return saga.steps().stream()
        .filter(step -> step.name().value().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static boolean holds(Step<StepFailure> step, String code) {
    return step.condition().orElseThrow().holds(data(code));
  }

  private static NothingToUndo signal(String key) {
    NothingToUndo signal = new NothingToUndo();
    signal.setExecuteKey(key);
    return signal;
  }

  private static final class KindOf implements Step.Visitor<StepFailure, String> {
    @Override
    public String command(CommandStep<StepFailure> step) {
      return "command";
    }

    @Override
    public String local(LocalStep<StepFailure> step) {
      return "local";
    }

    @Override
    public String sleep(SleepStep<StepFailure> step) {
      return "sleep";
    }

    @Override
    public String signal(SignalStep<StepFailure> step) {
      return step.approval() ? "approval" : "signal";
    }
  }

  /** Reads like the business says it. */
  private static final class EveryKind implements SagaDefinition<StepFailure> {
    @Override
    public Saga<StepFailure> define() {
      return Saga.named("order", 1, StepFailure.class)
          .step(
              "gift-wrap",
              s ->
                  s.when(data -> data.getCode().equals("GIFT"))
                      .participant("shop")
                      .command(StepFailure.class, data -> data)
                      .timeout(Duration.ofSeconds(5))
                      .deadline(Duration.ofMinutes(10)))
          .local(
              "price",
              l ->
                  l.when(data -> !data.getCode().equals("FREE"))
                      .apply(data -> note(data, "priced"))
                      .rejectWhen(
                          data -> data.getCode().equals("DEAR"),
                          "TOO_EXPENSIVE",
                          "More than the limit")
                      .rejectWhen(
                          data -> data.getCode().equals("CHEAP"),
                          "TOO_CHEAP",
                          "Less than the postage"))
          .parallel(
              "prepare",
              g ->
                  g.branch("stock", EveryKind::stock)
                      .branch(
                          "card",
                          b ->
                              b.local(
                                  "check-card",
                                  l ->
                                      l.rejectWhen(
                                          d -> d.getCode().isEmpty(), "NO_CARD", "No card")))
                      .undoInParallel())
          .sleep("cool-off", s -> s.duration(Duration.ofDays(1)))
          .sleep("season-opens", s -> s.until(data -> Instant.parse(data.getCode())))
          .awaitSignal(
              "carrier-confirmed",
              w ->
                  w.signal("carrier")
                      .on(NothingToUndo.class, (data, s) -> note(data, s.getExecuteKey()))
                      .rejectWhen(
                          s -> s.getExecuteKey().equals("declined"), "DECLINED", "Carrier declined")
                      .timeout(Duration.ofHours(2), OnTimeout.CONTINUE))
          .approval(
              "manager-approval",
              a ->
                  a.onDecision((data, decision) -> note(data, decision.getDecidedBy()))
                      .timeout(Duration.ofDays(2), OnTimeout.INCIDENT))
          .step("charge-card", s -> Described.command(s).pivot())
          .onCompensationFailure(OnCompensationFailure.CONTINUE)
          .deadline(Duration.ofDays(30))
          .build();
    }

    private static BranchBuilder<StepFailure> stock(BranchBuilder<StepFailure> branch) {
      return branch
          .step("reserve-stock", Described::undoable)
          .local("count-pieces", l -> l.apply(data -> data))
          .sleep("let-dry", s -> s.duration(Duration.ofMinutes(1)))
          .awaitSignal("await-box", w -> w.on(NothingToUndo.class, (data, signal) -> data))
          .approval("approve-box", a -> a);
    }

    private static StepFailure note(StepFailure data, String message) {
      return new StepFailure(data.getCode(), message, Map.of());
    }
  }
}
