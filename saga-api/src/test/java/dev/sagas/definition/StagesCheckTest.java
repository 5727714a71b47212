package dev.sagas.definition;

import static dev.sagas.definition.Described.command;
import static dev.sagas.definition.Described.problems;
import static dev.sagas.definition.Described.saga;
import static dev.sagas.definition.Described.undoable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.StepFailure;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is refused of steps and groups that do not go together. */
class StagesCheckTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void shouldRefuseAGroupWhenItHasOneBranchOrTooMany() {
    assertThat(problems(saga().step("a", Described::command).parallel("g", g -> g)))
        .containsExactly("group g: expected 2 to 50 branches, but there are 0");
    assertThat(problems(saga().parallel("g", branches(1))))
        .containsExactly("group g: expected 2 to 50 branches, but there are 1");
    assertThat(problems(saga().parallel("g", branches(51))))
        .containsExactly("group g: expected 2 to 50 branches, but there are 51");
    assertThat(saga().parallel("g", branches(50)).build().steps()).hasSize(50);
  }

  @Test
  void shouldRefuseABranchWhenItIsEmptyOrItsNameIsWrong() {
    assertThat(
            problems(
                saga()
                    .parallel(
                        "G",
                        g ->
                            g.branch("empty", b -> b)
                                .branch("B", b -> b.step("a", s -> s.participant("shop")))
                                .branch("B", b -> b.step("c", Described::command)))))
        .containsExactly(
            "group name 'G' must match [a-z0-9][a-z0-9-]{0,63}",
            "group G: branch empty needs a step",
            "group G: branch name 'B' must match [a-z0-9][a-z0-9-]{0,63}",
            "step a needs a command",
            "group G: branch B is described twice",
            "group G: branch name 'B' must match [a-z0-9][a-z0-9-]{0,63}");
  }

  @Test
  void shouldRefuseNamesWhenTwoStepsOrGroupsShareThem() {
    assertThat(
            problems(
                saga()
                    .step("a", Described::command)
                    .parallel(
                        "a",
                        g ->
                            g.branch("x", b -> b.step("b", Described::command))
                                .branch("y", b -> b.step("b", Described::command)))
                    .parallel("g", branches(2))
                    .parallel(
                        "g",
                        g ->
                            g.branch("x", b -> b.step("c", Described::command))
                                .branch("y", b -> b.step("d", Described::command)))
                    .step("g", Described::command)))
        .containsExactly(
            "group a has the name of a step",
            "step b is described twice",
            "group g is described twice",
            "step g has the name of a group");
  }

  @Test
  void shouldAcceptABranchWhenOnlyOtherThingsHaveItsName() {
    assertThat(
            saga()
                .parallel(
                    "g",
                    g ->
                        g.branch("g", b -> b.step("a", Described::command))
                            .branch("a", b -> b.step("c", Described::command)))
                .parallel(
                    "h",
                    g ->
                        g.branch("g", b -> b.step("d", Described::command))
                            .branch("a", b -> b.step("e", Described::command)))
                .build()
                .steps())
        .hasSize(4);
  }

  @Test
  void shouldCountTheStepsOfBranchesWhenThereAreTooMany() {
    // given
    Saga.Builder<StepFailure> full =
        saga().parallel("g", g -> g.branch("x", steps("x", 100)).branch("y", steps("y", 100)));
    assertThat(full.build().steps()).hasSize(200);

    // then
    assertThat(problems(full.step("one-more", Described::command)))
        .containsExactly("expected 1 to 200 steps, but there are 201");
  }

  @Test
  void shouldRefuseThePivotWhenItStandsInAGroup() {
    assertThat(
            problems(
                saga()
                    .parallel(
                        "g",
                        g ->
                            g.branch("x", b -> b.step("a", s -> command(s).pivot()))
                                .branch("y", b -> b.step("b", Described::undoable)))
                    .step("c", Described::undoable)))
        .containsExactly("step a is the pivot, but is in a group");
  }

  @Test
  void shouldRefuseThePivotWhenItMayBeSkippedOrIsTheSecond() {
    assertThat(
            problems(
                saga()
                    .step("a", s -> command(s).when(d -> true).pivot())
                    .step("b", s -> command(s).pivot())))
        .containsExactly("step a is the pivot, but has a condition", "step b is a second pivot");
  }

  @Test
  void shouldRefuseUndoInAGroupWhenItStandsAfterThePivot() {
    // R13: the definition is checked so that no step after the pivot needs undo.
    assertThat(
            problems(
                saga()
                    .step("a", s -> command(s).pivot())
                    .parallel(
                        "g",
                        g ->
                            g.branch("x", b -> b.step("b", Described::undoable))
                                .branch("y", b -> b.step("c", s -> undoable(s).pivot())))))
        .containsExactly(
            "step b has a compensation, but from the pivot on nothing is undone",
            "step c is a second pivot",
            "step c is the pivot, but is in a group",
            "step c has a compensation, but from the pivot on nothing is undone");
  }

  @Test
  void shouldRefuseRejectionsWhenTheyCouldOnlyBecomeIncidents() {
    assertThat(
            problems(
                saga()
                    .step("a", s -> command(s).pivot())
                    .local("b", l -> l.rejectWhen(d -> true, "B", "m"))
                    .awaitSignal(
                        "c",
                        w ->
                            w.on(NothingToUndo.class, (data, signal) -> data)
                                .rejectWhen(signal -> true, "C", "m")
                                .timeout(HOUR, OnTimeout.COMPENSATE))
                    .approval("d", a -> a)))
        .containsExactly(
            "step b has a rejectWhen, but from the pivot on nothing is undone",
            "step c compensates on time-out, but from the pivot on nothing is undone: use INCIDENT"
                + " or CONTINUE",
            "step c has a rejectWhen, but from the pivot on nothing is undone",
            "step d is an approval, but from the pivot on nothing is undone");
  }

  @Test
  void shouldAcceptWaitsAfterThePivotWhenTheyCannotReject() {
    assertThat(
            saga()
                .step("a", s -> command(s).pivot())
                .local("b", l -> l.when(d -> true).apply(d -> d))
                .sleep("c", s -> s.duration(HOUR))
                .awaitSignal("d", w -> w.on(NothingToUndo.class, (data, signal) -> data))
                .awaitSignal(
                    "e",
                    w ->
                        w.on(ApprovalDecision.class, (data, signal) -> data)
                            .timeout(HOUR, OnTimeout.CONTINUE))
                .awaitSignal(
                    "f",
                    w ->
                        w.on(ApprovalDecision.class, (data, signal) -> data)
                            .timeout(HOUR, OnTimeout.INCIDENT))
                .build()
                .steps())
        .hasSize(6);
  }

  @Test
  void shouldFindWhatIsWrongAfterThePivotWhenThePivotItselfIsWrong() {
    assertThat(
            problems(
                saga()
                    .step("a", s -> s.participant("shop").pivot())
                    .step("b", s -> undoable(s).timeout(Duration.ZERO))))
        .containsExactly(
            "step a needs a command",
            "step b: time-out must be from 1 ms to 365 days, but is PT0S",
            "step b has a compensation, but from the pivot on nothing is undone");
  }

  @Test
  void shouldRefuseWaitsWhenTwoBranchesRaceForOneSignal() {
    assertThat(
            problems(
                saga()
                    .parallel(
                        "g",
                        g ->
                            g.branch("x", b -> b.approval("a", w -> w.signal("s")))
                                .branch("y", b -> b.approval("b", w -> w))
                                .branch("z", b -> b.approval("c", w -> w.signal("s"))))))
        .containsExactly(
            "group g: steps a and c wait for signal s in parallel: which one takes it would be "
                + "unpredictable");
  }

  @Test
  void shouldAcceptWaitsWhenOneComesAfterTheOther() {
    assertThat(
            saga()
                .approval("a", w -> w.signal("s"))
                .parallel(
                    "g",
                    g ->
                        g.branch(
                                "x",
                                b ->
                                    b.approval("b", w -> w.signal("s"))
                                        .approval("c", w -> w.signal("s")))
                            .branch("y", b -> b.step("d", Described::command)))
                .parallel(
                    "h",
                    g ->
                        g.branch("x", b -> b.step("e", Described::command))
                            .branch("y", b -> b.approval("f", w -> w.signal("s"))))
                .build()
                .steps())
        .hasSize(6);
  }

  @Test
  void shouldRefuseWaitsWhenTheyExpectOtherRecordsOfOneSignal() {
    assertThat(
            problems(
                saga()
                    .approval("a", w -> w.signal("s"))
                    .awaitSignal("b", w -> w.signal("s"))
                    .parallel(
                        "g",
                        g ->
                            g.branch("x", b -> b.step("c", Described::command))
                                .branch(
                                    "y",
                                    b ->
                                        b.awaitSignal(
                                            "d",
                                            w ->
                                                w.signal("s")
                                                    .on(NothingToUndo.class, (x, y) -> x))))))
        .containsExactly(
            "step b needs the signal's record: call on(...)",
            "step d expects dev.sagas.schema.NothingToUndo of signal s, but step a expects"
                + " dev.sagas.schema.ApprovalDecision");
  }

  private static UnaryOperator<GroupBuilder<StepFailure>> branches(int count) {
    return group -> {
      for (int i = 0; i < count; i++) {
        String step = "s" + i;
        group.branch("b" + i, b -> b.step(step, Described::command));
      }
      return group;
    };
  }

  private static UnaryOperator<BranchBuilder<StepFailure>> steps(String prefix, int count) {
    return branch -> {
      for (int i = 0; i < count; i++) {
        branch.step(prefix + i, Described::command);
      }
      return branch;
    };
  }
}
