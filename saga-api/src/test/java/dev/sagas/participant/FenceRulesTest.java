package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.participant.FenceRow.RecordedCompensation;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of docs/reference/protocol.md, cell by cell (R23, R24). */
class FenceRulesTest {
  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource({
    "NONE,      execute,              run",
    "NONE,      compensate-succeeded, run",
    "NONE,      compensate-unknown,   skip NEVER_EXECUTED",
    "STARTED,   execute,              run",
    "STARTED,   compensate-succeeded, run",
    "STARTED,   compensate-unknown,   run",
    "SUCCEEDED, execute,              resend execute",
    "SUCCEEDED, compensate-succeeded, run",
    "SUCCEEDED, compensate-unknown,   run",
    "REJECTED,  execute,              resend execute",
    "REJECTED,  compensate-succeeded, run",
    "REJECTED,  compensate-unknown,   skip REJECTED",
    "FENCED,    execute,              refuse FENCED",
    "FENCED,    compensate-succeeded, run",
    "FENCED,    compensate-unknown,   skip NEVER_EXECUTED",
    "FORGOTTEN, execute,              refuse FENCED",
    "FORGOTTEN, compensate-succeeded, run",
    "FORGOTTEN, compensate-unknown,   run",
  })
  void shouldDecideByTheRowWhenNoCompensationIsRecorded(
      String state, String command, String expected) {
    // given
    Optional<FenceRow> row =
        state.equals("NONE") ? Optional.empty() : Optional.of(row(state, Optional.empty()));

    // when
    FenceDecision decision =
        row.map(found -> FenceRules.withRow(command(command, 1), found))
            .orElseGet(() -> FenceRules.withoutRow(command(command, 1)));

    // then
    assertThat(text(decision)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} with compensation {1} {2}: epoch {4} of {3} is {5}")
  @CsvSource({
    "SUCCEEDED, 1, SUCCEEDED, compensate-succeeded, 1, resend compensate",
    "SUCCEEDED, 1, REJECTED,  compensate-succeeded, 1, resend compensate",
    "SUCCEEDED, 1, REJECTED,  compensate-succeeded, 2, run",
    "SUCCEEDED, 1, REJECTED,  compensate-unknown,   2, run",
    "SUCCEEDED, 1, SUCCEEDED, compensate-succeeded, 2, skip ALREADY_UNDONE",
    "SUCCEEDED, 2, SUCCEEDED, compensate-succeeded, 1, refuse SUPERSEDED",
    "SUCCEEDED, 2, REJECTED,  compensate-unknown,   1, refuse SUPERSEDED",
    "FENCED,    1, SUCCEEDED, compensate-unknown,   1, resend compensate",
    "FORGOTTEN, 1, REJECTED,  compensate-succeeded, 2, run",
    "SUCCEEDED, 1, SUCCEEDED, execute,              1, resend execute",
    "FENCED,    1, SUCCEEDED, execute,              1, refuse FENCED",
  })
  void shouldDecideByTheEpochWhenACompensationIsRecorded(
      String state,
      int recordedEpoch,
      StepOutcome recorded,
      String command,
      int epoch,
      String expected) {
    // given
    RecordedCompensation compensation =
        new RecordedCompensation(
            key(Action.COMPENSATE, recordedEpoch),
            new EncodedReply(recorded, new byte[] {2}, Optional.empty()));

    // when
    FenceDecision decision =
        FenceRules.withRow(command(command, epoch), row(state, Optional.of(compensation)));

    // then
    assertThat(text(decision)).isEqualTo(expected);
  }

  private static String text(FenceDecision decision) {
    if (decision instanceof FenceDecision.Resend resend) {
      return resend.recorded().value()[0] == 1 ? "resend execute" : "resend compensate";
    }
    if (decision instanceof FenceDecision.Refuse refuse) {
      return "refuse " + refuse.reason().code();
    }
    if (decision instanceof FenceDecision.Skip skip) {
      return "skip " + skip.reason();
    }
    return "run";
  }

  private static FenceRow row(String state, Optional<RecordedCompensation> compensation) {
    ExecuteState known = ExecuteState.valueOf(state);
    Optional<EncodedReply> reply =
        known == ExecuteState.SUCCEEDED || known == ExecuteState.REJECTED
            ? Optional.of(
                new EncodedReply(StepOutcome.valueOf(state), new byte[] {1}, Optional.empty()))
            : Optional.empty();
    return new FenceRow(key(Action.EXECUTE, 1), known, reply, compensation, 0);
  }

  private static FencedCommand command(String kind, int epoch) {
    return switch (kind) {
      case "execute" -> FencedCommand.execute(key(Action.EXECUTE, 1), 0);
      case "compensate-succeeded" ->
          new FencedCommand(key(Action.COMPENSATE, epoch), key(Action.EXECUTE, 1), false, 0);
      case "compensate-unknown" ->
          new FencedCommand(key(Action.COMPENSATE, epoch), key(Action.EXECUTE, 1), true, 0);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static DeduplicationKey key(Action action, int epoch) {
    return new DeduplicationKey(
        new SagaId("order-1"), new RunId("0d4f0da762e6"), new StepName("pay"), action, epoch);
  }
}
