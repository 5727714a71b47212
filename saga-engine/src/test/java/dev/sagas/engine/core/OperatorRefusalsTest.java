package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R15, R16: what is refused, and why. */
class OperatorRefusalsTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '%',
      textBlock =
          """
          a b     % start; ok a; retry a                          % nothing to try again
          a b     % start; ok a; skip a                           % nothing to skip
          a b     % start; ok a; declare-failed a                 % nothing that could fail
          a b     % start; ok a; cancel; retry b                  % turns back
          a b     % start; ok a; cancel; skip b                   % turns back
          a b     % start; ok a; cancel; declare-failed b         % turns back
          a p! b- % start; ok a; ok p; declare-failed b           % from the pivot on
          a p! b- % start; ok a; ok p; compensate                 % from the pivot on
          a p! b- % start; ok a; ok p; cancel                     % the pivot took effect
          a p! b- % start; ok a; cancel; cancel                   % waits for the pivot already
          a p! b- % start; ok a; ok p; restart a                  % from the pivot on
          a b     % start; ok a; pause; restart a                 % resume it first
          a b     % start; ok a; no b; compensate                 % turns back already
          a b     % start; ok a; restart a; restart a             % restarted already
          a b     % start; ok a; migrate 3                        % not deployed
          a b     % start; ok a; migrate 1                        % already
          """)
  void shouldSayWhyWhenAnOperationIsRefused(String plan, String script, String why) {
    Decision last = Script.play(plan.trim(), script.trim()).last();

    assertThat(last)
        .isInstanceOfSatisfying(
            Decision.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(Rejection.REFUSED_OPERATION);
              assertThat(rejected.message()).contains(why.trim());
            });
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '%',
      textBlock =
          """
          a b     % start; ok a; skip b                           % OperationApplied StepSkipped Ended
          a b     % start; ok a; declare-failed b                 % OperationApplied OutcomeUnknown UnwindStarted CommandIssued
          a! b-   % start; exhaust a; declare-failed a            % OperationApplied IncidentResolved StepRejected UnwindStarted Ended
          a! b-   % start; exhaust a; skip a                      % OperationApplied IncidentResolved StepSkipped CommandIssued
          a b     % start; ok a; no b; undo-no a; skip a          % OperationApplied IncidentResolved Ended
          a b     % start; ok a; no b; undo-no a; retry a         % OperationApplied IncidentResolved RetryOrdered CommandIssued
          """)
  void shouldResolveWhatStoodInTheWayWhenAnOperationIsApplied(
      String plan, String script, String events) {
    assertThat(Script.play(plan.trim(), script.trim()).lastSummary()).isEqualTo(events.trim());
  }

  @ParameterizedTest
  @CsvSource({"'',true", "x,false"})
  void shouldTellWhetherThereAreBytes(String text, boolean empty) {
    assertThat(ScriptedSaga.text(text).isEmpty()).isEqualTo(empty);
  }
}
