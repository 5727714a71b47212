package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.schema.StepFailure;
import java.time.Duration;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParticipantBuilderTest {
  private static final CommandHandler<StepFailure> HANDLER =
      (command, context) -> StepResult.failed("NO", "no");

  @Test
  void shouldRefuseWhenNothingIsHandled() {
    assertThatThrownBy(() -> Participant.named("inventory").unfenced().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("inventory");
  }

  @Test
  void shouldRefuseWhenItIsNotSaidHowEffectsAreFenced() {
    // given
    ParticipantBuilder neither = Participant.named("inventory").handle(StepFailure.class, HANDLER);
    ParticipantBuilder both =
        Participant.named("inventory")
            .handle(StepFailure.class, HANDLER)
            .unfenced()
            .fence(JdbcFence.on(new JdbcDataSource()));

    // when, then
    assertThatThrownBy(neither::build).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(both::build).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldRefuseWhenARecordGetsASecondHandler() {
    // given
    ParticipantBuilder builder = Participant.named("inventory").handle(StepFailure.class, HANDLER);

    // when, then
    assertThatThrownBy(() -> builder.handle(StepFailure.class, HANDLER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("StepFailure");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 257})
  void shouldRefuseWhenTheConcurrencyIsOutOfBounds(int lanes) {
    assertThatThrownBy(() -> Participant.named("inventory").concurrency(lanes))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseWhenTheCloseTimeoutIsOutOfBounds() {
    assertThatThrownBy(() -> Participant.named("inventory").closeTimeout(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "fence; DROP TABLE stock", "a.b.c", "\"fence\""})
  void shouldRefuseWhenTheTableIsNoPlainName(String table) {
    assertThatThrownBy(() -> JdbcFence.on(new JdbcDataSource()).table(table))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldNotStartAgainWhenItWasClosed() {
    // given
    Participant participant =
        Participant.named("inventory")
            .kafka(Map.of())
            .unfenced()
            .handle(StepFailure.class, HANDLER)
            .build();

    // when
    participant.close();

    // then
    assertThat(participant.isRunning()).isFalse();
    assertThatThrownBy(participant::start).isInstanceOf(IllegalStateException.class);
  }
}
