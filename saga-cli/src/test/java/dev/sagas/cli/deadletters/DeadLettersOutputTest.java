package dev.sagas.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.deadletters.DiscardOutcome;
import dev.sagas.operate.deadletters.LetterPosition;
import dev.sagas.operate.deadletters.LetterReport;
import dev.sagas.operate.deadletters.LetterResult;
import dev.sagas.operate.deadletters.RedriveOutcome;
import dev.sagas.operate.json.DeadLettersJson;
import dev.sagas.operate.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a redrive says, and the code that it ends with. */
class DeadLettersOutputTest {
  private static final DeadLetter LETTER =
      new DeadLetter(
          new LetterPosition(3, 17),
          Optional.empty(),
          1_000,
          Optional.of("o-1"),
          "UNKNOWN_TYPE",
          "no such type",
          6,
          Optional.empty());

  private static LetterReport<RedriveOutcome> report(RedriveOutcome... outcomes) {
    return new LetterReport<>(
        Arrays.stream(outcomes).map(outcome -> new LetterResult<>(LETTER, outcome, "why")).toList(),
        List.of());
  }

  @Test
  void shouldTellACertainRefusalFromADoubtByTheExitCode() {
    assertThat(LetterOrderOptions.exitCode(report(RedriveOutcome.SENT))).isZero();
    assertThat(LetterOrderOptions.exitCode(report(RedriveOutcome.WOULD_BE_SENT))).isZero();
    assertThat(
            LetterOrderOptions.exitCode(report(RedriveOutcome.SENT, RedriveOutcome.NOT_REDRIVABLE)))
        .isEqualTo(ExitCodes.FAULT);
    assertThat(
            LetterOrderOptions.exitCode(report(RedriveOutcome.REFUSED, RedriveOutcome.NOT_TRIED)))
        .isEqualTo(ExitCodes.FAILED);
    assertThat(LetterOrderOptions.exitCode(report(RedriveOutcome.FAILED, RedriveOutcome.NOT_TRIED)))
        .isEqualTo(ExitCodes.UNKNOWN);
  }

  private static LetterReport<DiscardOutcome> discarded(DiscardOutcome... outcomes) {
    return new LetterReport<>(
        Arrays.stream(outcomes).map(outcome -> new LetterResult<>(LETTER, outcome, "why")).toList(),
        List.of());
  }

  @Test
  void shouldTellTheSameOfADiscard() {
    assertThat(LetterOrderOptions.exitCode(discarded(DiscardOutcome.DISCARDED))).isZero();
    assertThat(
            LetterOrderOptions.exitCode(
                new LetterReport<DiscardOutcome>(List.of(), List.of(LETTER.position()))))
        .isEqualTo(ExitCodes.FAULT);
    assertThat(LetterOrderOptions.exitCode(discarded(DiscardOutcome.REFUSED)))
        .isEqualTo(ExitCodes.FAILED);
    assertThat(LetterOrderOptions.exitCode(discarded(DiscardOutcome.FAILED)))
        .isEqualTo(ExitCodes.UNKNOWN);
    assertThat(DeadLettersTable.discarded(discarded(DiscardOutcome.REFUSED)).get(1))
        .isEqualTo("  not discarded, Kafka refused it: why");
  }

  @Test
  void shouldSayWhichItWas() throws Exception {
    assertThat(DeadLettersTable.redriven(report(RedriveOutcome.REFUSED)).get(1))
        .isEqualTo("  not sent, Kafka refused it: why");
    assertThat(DeadLettersTable.redriven(report(RedriveOutcome.FAILED)).get(1))
        .isEqualTo("  failed, may or may not have been sent: why");
    assertThat(
            new ObjectMapper()
                .readTree(Json.text(DeadLettersJson.node(report(RedriveOutcome.REFUSED))))
                .at("/results/0/outcome")
                .asText())
        .isEqualTo("REFUSED");
  }
}
