package dev.sagas.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deduplication keys and command ids: what is printed can be read, and nothing else. */
class CommandKeysTest {
  private static final DeduplicationKey KEY =
      new DeduplicationKey(
          new SagaId("order:42"),
          new RunId("00ff00ff00ff"),
          new StepName("charge-card"),
          Action.EXECUTE,
          3);

  @Test
  void shouldPrintItsPartsWhenKeyIsShown() {
    assertThat(KEY).hasToString("order:42/00ff00ff00ff/charge-card/execute/3");
    assertThat(new CommandId(KEY, 12))
        .hasToString("order:42/00ff00ff00ff/charge-card/execute/3#12");
    assertThat(KEY.forAction(Action.COMPENSATE))
        .hasToString("order:42/00ff00ff00ff/charge-card/compensate/3");
  }

  @Test
  void shouldComeBackWhenPrintedAndRead() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      CommandId id = randomId(random);
      assertThat(CommandId.parse(id.toString())).as("seed %d", seed).isEqualTo(id);
      assertThat(DeduplicationKey.parse(id.key().toString())).isEqualTo(id.key());
    }
  }

  private static CommandId randomId(Random random) {
    String letters = "abzAZ019._:-";
    StringBuilder sagaId = new StringBuilder();
    int length = 1 + random.nextInt(200);
    for (int i = 0; i < length; i++) {
      sagaId.append(letters.charAt(random.nextInt(letters.length())));
    }
    return new CommandId(
        new DeduplicationKey(
            new SagaId(sagaId.toString()),
            new RunId(String.format("%012x", random.nextLong() >>> 16)),
            new StepName("s" + random.nextInt(1_000_000)),
            random.nextBoolean() ? Action.EXECUTE : Action.COMPENSATE,
            1 + random.nextInt(999_999_999)),
        1 + random.nextInt(Integer.MAX_VALUE - 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "s/00ff00ff00ff/a/execute",
        "s/00ff00ff00ff/a/execute/0",
        "s/00ff00ff00ff/a/execute/01",
        "s/00ff00ff00ff/a/execute/-1",
        "s/00ff00ff00ff/a/execute/9999999999",
        "s/00ff00ff00ff/a/EXECUTE/1",
        "s/00ff00ff00ff/a/undo/1",
        "s/00ff/a/execute/1",
        "s/00ff00ff00ff/A/execute/1",
        "s s/00ff00ff00ff/a/execute/1",
        "s/00ff00ff00ff/a/execute/1/2",
        "/00ff00ff00ff/a/execute/1",
      })
  void shouldRefuseKeyWhenItHasAnotherForm(String text) {
    assertThatThrownBy(() -> DeduplicationKey.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "#", "#0", "#-1", "#+1", "#01", "#1 ", "#x", "#2147483648", "#1#", "#\u0661"})
  void shouldRefuseCommandIdWhenItsAttemptHasAnotherForm(String attempt) {
    assertThatThrownBy(() -> CommandId.parse(KEY + attempt))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseWhenEpochOrAttemptIsNotPositive() {
    assertThatThrownBy(() -> new CommandId(KEY, 0)).hasMessageContaining("attempt of at least 1");
    assertThatThrownBy(
            () -> new DeduplicationKey(KEY.sagaId(), KEY.run(), KEY.step(), Action.EXECUTE, 0))
        .hasMessageContaining("epoch of at least 1");
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void shouldComeBackWhenActionIsReadFromItsHeader(Action action) {
    assertThat(Action.ofHeader(action.headerValue())).isEqualTo(action);
    assertThatThrownBy(() -> Action.ofHeader(action.name()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(StepOutcome.class)
  void shouldComeBackWhenOutcomeIsReadFromItsHeader(StepOutcome outcome) {
    assertThat(StepOutcome.ofHeader(outcome.headerValue())).isEqualTo(outcome);
    assertThatThrownBy(() -> StepOutcome.ofHeader(outcome.name()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
