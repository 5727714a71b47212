package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R19: a saga moves only to a plan that could have led to where it is. */
class MigrationCheckTest {
  @ParameterizedTest(name = "{0} after [{1}] to {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{ a b | sleep:s }; ok a, ok b; { n a b | sleep:s }; step n did not run, and its turn is over",
        "{ a b | sleep:s }; ok a, ok b; { a n b | sleep:s }; step n did not run, and its turn is over",
        "{ a b | sleep:s }; ok a, ok b; { b a | sleep:s }; step b comes before steps that ran before it",
        "a b sleep:s; ok a, ok b; a n b sleep:s; step n did not run, and its turn is over",
        "a sleep:s; ok a; a b- wait:s; step s sleeps",
        "a sleep:s; ok a; sleep:s; step a was begun and is not in it",
        "local:l sleep:s; ; l sleep:s; step l ran without a command, and sends one in it",
        "local:l sleep:s; ; l- sleep:s; step l ran without a command, and sends one in it",
        "local:l wait:w; ; wait:l wait:w; step l ran as a step of another kind",
        "a wait:w; ok a; local:a wait:w; step a sent commands to shop",
        "a wait:w; ok a; a local:w; step w waits for signal w",
        "a wait:w; ok a; a- wait:w; step a took effect with an undo, and has none in it",
        "a wait:w; ok a; a+ wait:w; step a has an undo in it that wants the reply, which was not kept",
        "?a wait:w; pass a; a wait:w; step a was passed over by its condition, and has none in it",
        "a wait:w:CONTINUE wait:v; ok a, ring; a local:w wait:v; step w waited for signal w without success",
        "{ a | b } sleep:s; ok b, ok a; a b sleep:s; step b ended before steps that it comes after",
        "{ a | wait:w }; ok a; wait:w a; step w comes before steps that ran before it",
        "{ sleep:s | a } b; ok a; sleep:s a b; step s is SLEEPING, and steps after it ran",
        "a p! sleep:s; ok a, ok p; a p- sleep:s; a pivot was sent, and it has none",
        "a- p! sleep:s; ok a, ok p; a! p- sleep:s; its pivot a is not the one sent",
        "a p! sleep:s; ok a, ok p; a p- sleep:s q!; its pivot q is not the one sent",
        "a- b sleep:s; ok a, ok b; a! b sleep:s; its pivot a was sent as another step",
        "a p! b-; ok a, ok p, no b; a p- b!; its pivot b is not the one sent",
        "wait:v wait:w; signal w; wait:v wait:x; no step takes the early signal w",
        "{= a | b } c; ok a, ok b, pause, no c; a b c; OK",
        "a b c; ok a, ok b, pause, no c; {= a | b } c; OK",
        "a sleep:s; ok a; a sleep:s b; OK",
        "a sleep:s; ok a; { a | n } { sleep:s | m } b; step n did not run, and its turn is over",
        "a sleep:s; ok a; a { sleep:s | m } b; OK",
        "{ a b | sleep:s }; ok a, ok b; { a b n | sleep:s } m; OK",
        "a- sleep:s; ok a; a sleep:s; OK",
        "wait:v wait:w; signal w; wait:v local:l wait:w; OK",
        "{ a | ?b sleep:s }; pass b, ok a; a ?b sleep:s; OK",
        "?a wait:w; pass a; ?b ?a wait:w; step b did not run, and its turn is over",
      })
  void shouldSayWhyWhenThePlanCouldNotHaveLedThere(
      String before, String script, String after, String expected) {
    ScriptedSaga target = ScriptedSaga.of(after).withVersion(2);
    List<String> steps = script == null ? List.of() : List.of(script.split(", "));
    List<String> lines = new ArrayList<>(steps);
    lines.add((int) steps.stream().filter(step -> step.startsWith("pass")).count(), "start");
    Script played = Script.play(before, String.join("; ", lines));

    List<String> problems =
        MigrationCheck.problems(
            played.run().state(), Optional.of(ScriptedSaga.of(before).plan()), target);

    if (expected.equals("OK")) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).contains(expected);
    }
  }

  @Test
  void shouldRefuseWhatItCannotKnowWhenTheOldVersionIsGone() {
    SagaState state = Script.play("a- sleep:s", "start; ok a").run().state();

    assertThat(MigrationCheck.problems(state, Optional.empty(), ScriptedSaga.of("a sleep:s")))
        .isEmpty();
    assertThat(MigrationCheck.problems(state, Optional.empty(), ScriptedSaga.of("a- sleep:s")))
        .containsExactly(
            "step a has no undo in it, and whether it had one cannot be known until version 1 is"
                + " deployed");
  }

  @Test
  void shouldRefuseWhenSequentialUndoWouldNotHaveBegunThere() {
    // given: of two branches undone side by side, the older is undone and the newer is stuck
    Script script = Script.play("{= a | b } c", "start; ok a; ok b; no c; undone a; undo-no b");
    SagaState state = script.run().state();

    assertThat(
            MigrationCheck.problems(
                state, Optional.empty(), ScriptedSaga.of("{= a | b } c").withVersion(2)))
        .isEmpty();
    assertThat(MigrationCheck.problems(state, Optional.empty(), ScriptedSaga.of("{= a | b- } c")))
        .containsExactly("step b was to be undone, and has no undo in it");
  }

  @Test
  void shouldRefuseWhenTheTargetCouldNotHaveBegunTheRestart() {
    // given: a restart from b is under way, and x, beside it, is undone
    Script script =
        Script.play("{ x | b } c", "start; ok x; ok b; restart b; no c; undone b; undo-no x");
    script.then("retry x; pause; undo-no x");
    SagaState state = script.run().state();

    assertThat(state.control().restartFrom()).isPresent();
    assertThat(MigrationCheck.problems(state, Optional.empty(), ScriptedSaga.of("x b c")))
        .anyMatch(problem -> problem.endsWith("is in the way of the restart that is under way"));
  }

  @Test
  void shouldRefuseWhenTheStepOfTheRestartIsNotInTheTarget() {
    Script script =
        Script.play("{ wait:w b | a }", "start; ok a; cancel; restart b; pause; undo-no a");

    SagaState state = script.run().state();

    assertThat(state.control().restartFrom()).isPresent();
    assertThat(MigrationCheck.problems(state, Optional.empty(), ScriptedSaga.of("{ wait:w | a }")))
        .containsExactly("step b is not in it, and a restart from it is under way");
  }
}
