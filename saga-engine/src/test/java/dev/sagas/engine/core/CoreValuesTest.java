package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.SagaStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the values of the core say of themselves. */
class CoreValuesTest {
  private static final Bytes SECRET = Bytes.of("secret".getBytes(StandardCharsets.UTF_8));
  private static final SagaState RUNNING = States.executing("o-1", 10);

  private static SagaState paused(String actor, long sinceMs) {
    Control control =
        new Control(
            Optional.of(new Control.Pause(actor, "because", sinceMs)),
            Optional.empty(),
            Optional.empty(),
            false,
            List.of(),
            List.of());
    return RUNNING.change().control(control).done();
  }

  @Test
  void shouldShowTheLengthOfBytesOnly() {
    assertThat(SECRET).hasToString("6 bytes");
    assertThat(SECRET)
        .isEqualTo(Bytes.of("secret".getBytes(StandardCharsets.UTF_8)))
        .hasSameHashCodeAs(Bytes.of("secret".getBytes(StandardCharsets.UTF_8)))
        .doesNotHaveSameHashCodeAs(Bytes.EMPTY);
  }

  @Test
  void shouldShowTheBeginningOfADigest() {
    assertThat(Digest.ZERO.hex()).isEqualTo("0".repeat(64));
    assertThat(Digest.ZERO).hasToString("0".repeat(12));
  }

  @Test
  void shouldBeWhatItsStepsAre() {
    Steps steps = RUNNING.steps();

    assertThat(steps.size()).isOne();
    assertThat(Steps.NONE.size()).isZero();
    assertThat(steps).isEqualTo(Steps.of(steps.all())).hasSameHashCodeAs(Steps.of(steps.all()));
    assertThat(steps).doesNotHaveSameHashCodeAs(Steps.NONE);
    assertThat(steps.toString()).contains("pay", "EXECUTING");
  }

  @Test
  void shouldNameTheIncidentsWhoseCauseIsOutsideTheSaga() {
    assertThat(Arrays.stream(IncidentCode.values()).filter(IncidentCode::isOfTheDeployment))
        .containsExactly(
            IncidentCode.VERSION_MISSING,
            IncidentCode.ENGINE_FAULT,
            IncidentCode.TOPIC_MISSING,
            IncidentCode.OUTPUT_TOO_LARGE);
  }

  @Test
  void shouldBeHeldBackOnlyByTheEngineAndFromTheBeginning() {
    assertThat(paused(Control.ENGINE, RUNNING.startedAtMs()).isHeldBack()).isTrue();
    assertThat(paused(Control.ENGINE, RUNNING.startedAtMs() + 1).isHeldBack()).isFalse();
    assertThat(paused("ada", RUNNING.startedAtMs()).isHeldBack()).isFalse();
    assertThat(RUNNING.isHeldBack()).isFalse();
    assertThat(new ControlEvent.Paused(Control.ENGINE, "full").isHeldBack()).isTrue();
    assertThat(new ControlEvent.Paused("ada", "full").isHeldBack()).isFalse();
  }

  @Test
  void shouldDispatchEffectsByTheirKind() {
    SagaEffect command = new SagaRun(ScriptedSaga.of("a")).started().sent().get(0);
    SagaEffect outcome =
        new SagaEffect.PublishOutcome(
            SagaStatus.COMPLETED, Optional.empty(), SECRET, List.of(), List.of());
    SagaEffect.Visitor<String> kind =
        new SagaEffect.Visitor<>() {
          @Override
          public String sendCommand(SagaEffect.SendCommand effect) {
            return "command";
          }

          @Override
          public String publishOutcome(SagaEffect.PublishOutcome effect) {
            return "outcome";
          }
        };

    assertThat(command.accept(kind)).isEqualTo("command");
    assertThat(outcome.accept(kind)).isEqualTo("outcome");
    assertThat(command.asCommand()).containsSame((SagaEffect.SendCommand) command);
    assertThat(outcome.asOutcome()).containsSame((SagaEffect.PublishOutcome) outcome);
  }
}
