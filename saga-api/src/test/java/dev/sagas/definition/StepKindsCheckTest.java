package dev.sagas.definition;

import static dev.sagas.definition.Described.command;
import static dev.sagas.definition.Described.problems;
import static dev.sagas.definition.Described.saga;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.NothingToUndo;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of one step, whatever stands around it. */
class StepKindsCheckTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void shouldRefuseEachKindWhenItsNameHasAnotherForm() {
    assertThat(
            problems(
                saga()
                    .step("A", Described::command)
                    .local("B", l -> l.apply(d -> d))
                    .sleep("C", s -> s.duration(HOUR))
                    .awaitSignal(
                        "D", w -> w.signal("d").on(NothingToUndo.class, (data, signal) -> data))
                    .approval("E", a -> a.signal("e"))))
        .containsExactly(
            "step name 'A' must match [a-z0-9][a-z0-9-]{0,63}",
            "step name 'B' must match [a-z0-9][a-z0-9-]{0,63}",
            "step name 'C' must match [a-z0-9][a-z0-9-]{0,63}",
            "step name 'D' must match [a-z0-9][a-z0-9-]{0,63}",
            "step name 'E' must match [a-z0-9][a-z0-9-]{0,63}");
  }

  @Test
  void shouldRefuseEachKindWhenItHasTwoConditions() {
    assertThat(
            problems(
                saga()
                    .step("a", s -> command(s).when(d -> true).when(d -> true))
                    .local("b", l -> l.when(d -> true).when(d -> true).apply(d -> d))
                    .sleep("c", s -> s.when(d -> true).when(d -> true).duration(HOUR))
                    .awaitSignal(
                        "d",
                        w ->
                            w.when(data -> true)
                                .when(data -> true)
                                .on(NothingToUndo.class, (data, signal) -> data))
                    .approval("e", a -> a.when(d -> true).when(d -> true))))
        .containsExactly(
            "step a has two conditions",
            "step b has two conditions",
            "step c has two conditions",
            "step d has two conditions",
            "step e has two conditions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT8760H1S"})
  void shouldRefuseADeadlineWhenItIsOutOfBounds(String wrong) {
    assertThat(problems(saga().step("a", s -> command(s).deadline(Duration.parse(wrong)))))
        .containsExactly("step a: deadline must be from 1 ms to 365 days, but is " + wrong);
  }

  @Test
  void shouldRefuseALocalStepWhenItDoesNothing() {
    assertThat(problems(saga().local("a", l -> l)))
        .containsExactly("step a needs a function or a rejectWhen");
  }

  @Test
  void shouldRefuseALocalStepWhenItHasTwoFunctions() {
    assertThat(problems(saga().local("a", l -> l.apply(d -> d).apply(d -> d))))
        .containsExactly("step a has two functions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lower", "1A", "A-B", "_A", "A B"})
  void shouldRefuseARejectionWhenItsCodeHasAnotherForm(String code) {
    String problem = ": code '" + code + "' must match [A-Z][A-Z0-9_]{0,63}";
    assertThat(
            problems(
                saga()
                    .local("a", l -> l.rejectWhen(d -> true, code, "m"))
                    .awaitSignal(
                        "b",
                        w ->
                            w.on(NothingToUndo.class, (data, signal) -> data)
                                .rejectWhen(signal -> true, code, "m"))))
        .containsExactly("step a" + problem, "step b" + problem);
  }

  @Test
  void shouldRefuseARejectionWhenItsTextsAreTooLong() {
    String longest = "A".repeat(64);
    assertThat(
            problems(
                saga()
                    .local("a", l -> l.rejectWhen(d -> true, longest, "m".repeat(1024)))
                    .local("b", l -> l.rejectWhen(d -> true, longest + "A", "m"))
                    .local("c", l -> l.rejectWhen(d -> true, "C", "m".repeat(1025)))))
        .containsExactly(
            "step b: code '" + longest + "A' must match [A-Z][A-Z0-9_]{0,63}",
            "step c: the message of C must have at most 1024 characters, but has 1025");
  }

  @Test
  void shouldRefuseASleepWhenItHasNotExactlyOneEnd() {
    assertThat(
            problems(
                saga()
                    .sleep("none", s -> s)
                    .sleep("both", s -> s.duration(HOUR).until(d -> Instant.EPOCH))))
        .containsExactly(
            "step none needs exactly one of duration and until",
            "step both needs exactly one of duration and until");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0009S", "PT8760H1S"})
  void shouldRefuseASleepWhenItIsOutOfBounds(String wrong) {
    assertThat(problems(saga().sleep("a", s -> s.duration(Duration.parse(wrong)))))
        .containsExactly("step a: duration must be from 1 ms to 365 days, but is " + wrong);
  }

  @Test
  void shouldRefuseAWaitWhenItNamesNoRecord() {
    assertThat(problems(saga().awaitSignal("a", w -> w.signal("b"))))
        .containsExactly("step a needs the signal's record: call on(...)");
  }

  @Test
  void shouldRefuseAWaitWhenItNamesTwoRecords() {
    assertThat(
            problems(
                saga()
                    .awaitSignal(
                        "a",
                        w ->
                            w.on(NothingToUndo.class, (data, signal) -> data)
                                .on(ApprovalDecision.class, (data, signal) -> data))))
        .containsExactly("step a names two records");
  }

  @Test
  void shouldRefuseAWaitWhenItsSignalHasAnotherForm() {
    assertThat(
            problems(
                saga()
                    .awaitSignal(
                        "a", w -> w.signal("B!").on(NothingToUndo.class, (data, signal) -> data))
                    .approval("c", a -> a.signal(""))))
        .containsExactly(
            "step a: signal 'B!' must match [a-z0-9][a-z0-9-]{0,63}",
            "step c: signal '' must match [a-z0-9][a-z0-9-]{0,63}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT8760H1S"})
  void shouldRefuseAWaitWhenItsTimeOutIsOutOfBounds(String wrong) {
    Duration timeout = Duration.parse(wrong);
    assertThat(
            problems(
                saga()
                    .awaitSignal(
                        "a",
                        w ->
                            w.on(NothingToUndo.class, (data, signal) -> data)
                                .timeout(timeout, OnTimeout.CONTINUE))
                    .approval("b", a -> a.timeout(timeout, OnTimeout.INCIDENT))))
        .containsExactly(
            "step a: time-out must be from 1 ms to 365 days, but is " + wrong,
            "step b: time-out must be from 1 ms to 365 days, but is " + wrong);
  }

  @Test
  void shouldRefuseAnApprovalWhenItHasTwoFunctions() {
    assertThat(
            problems(saga().approval("a", a -> a.onDecision((d, s) -> d).onDecision((d, s) -> d))))
        .containsExactly("step a has two functions");
  }
}
