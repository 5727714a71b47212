package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaRequest;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.schema.SagaCheckpoint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checkpoints come back without a registry, and damage never goes unseen. */
class CheckpointCodecTest {
  private static final byte[] VALUE =
      CheckpointCodec.encode(
              new Checkpoint(WireFixtures.state(), OptionalLong.of(1_700_000_030_100L)))
          .array();

  @Test
  void shouldComeBackWhenEncodedAndDecoded() {
    Checkpoint live = new Checkpoint(WireFixtures.state(), OptionalLong.of(1_700_000_030_100L));
    Checkpoint ended = Checkpoint.of(WireFixtures.tombstone());

    assertThat(CheckpointCodec.decode(VALUE)).isEqualTo(live);
    assertThat(CheckpointCodec.decode(CheckpointCodec.encode(ended).array())).isEqualTo(ended);
  }

  @ParameterizedTest
  @EnumSource
  void shouldComeBackWhenAStepHasTheStatus(StepStatus status) {
    assertThat(CheckpointParts.step(CheckpointParts.step(step(status)))).isEqualTo(step(status));
  }

  private static StepState step(StepStatus status) {
    return new StepState(
        WireFixtures.A,
        status,
        new StepState.Attempts(2, OptionalInt.of(3), 4, 5),
        new StepState.Timer(OptionalLong.of(6), true, OptionalLong.of(7)),
        new StepState.ExecuteOutcome(OptionalLong.of(8), true, Optional.of(WireFixtures.REPLY)),
        9,
        Optional.of("inventory"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldComeBackWhenTheSagaHasTheStatus(SagaStatus status) {
    SagaState state = labelled(Map.of(), status);

    Bytes encoded = CheckpointCodec.encode(Checkpoint.of(state));

    assertThat(CheckpointCodec.decode(encoded.array()).state()).isEqualTo(state);
  }

  @Test
  void shouldBeSmallWhenTheSagaHasEnded() {
    assertThat(CheckpointCodec.encode(Checkpoint.of(WireFixtures.tombstone())).size())
        .isLessThan(220);
  }

  @Test
  void shouldBeCorruptWhenAnyBitIsChanged() {
    for (int i = 0; i < VALUE.length; i++) {
      byte[] tampered = VALUE.clone();
      tampered[i] ^= (byte) (1 << (i % 8));
      assertCorrupt(tampered);
    }
  }

  @Test
  void shouldBeCorruptWhenItIsCutShortOrLengthened() {
    for (int length = 0; length < VALUE.length; length++) {
      assertCorrupt(Arrays.copyOf(VALUE, length));
    }
    assertCorrupt(Arrays.copyOf(VALUE, VALUE.length + 1));
  }

  @Test
  void shouldBeCorruptWhenTheDigestFitsBytesThatAreNoCheckpoint() {
    byte[] content = {2, 'x', 99, 99};
    byte[] forged = new byte[1 + Digest.SIZE + content.length];
    forged[0] = 1;
    System.arraycopy(Digest.sha256(content).value().array(), 0, forged, 1, Digest.SIZE);
    System.arraycopy(content, 0, forged, 1 + Digest.SIZE, content.length);

    assertThatThrownBy(() -> CheckpointCodec.decode(forged))
        .isInstanceOf(CorruptCheckpointException.class)
        .hasMessage("Expected a readable checkpoint");
  }

  /**
   * If this fails, keep the new schema as the next format, and raise the format that is written.
   */
  @Test
  void shouldKeepTheSchemaOfTheFormatThatIsWritten() {
    assertThat(SchemaNormalization.toParsingForm(SagaCheckpoint.getClassSchema()))
        .isEqualTo(
            SchemaNormalization.toParsingForm(
                StoredFormat.schema("checkpoint", CheckpointCodec.FORMAT)));
  }

  @Test
  void shouldSayThatANewerVersionWroteItWhenTheFormatIsNewerAndSound() {
    byte[] newer = WireFixtures.framed(CheckpointCodec.FORMAT + 1, new byte[] {1, 2, 3});

    assertThatThrownBy(() -> CheckpointCodec.decode(newer))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("a newer version of the orchestrator wrote it");
    for (int i = 0; i < newer.length; i++) {
      byte[] tampered = newer.clone();
      tampered[i] ^= (byte) (1 << (i % 8));
      assertCorrupt(tampered);
    }
  }

  private static void assertCorrupt(byte[] value) {
    assertThatThrownBy(() -> CheckpointCodec.decode(value))
        .isInstanceOf(CorruptCheckpointException.class)
        .hasMessageStartingWith("Expected a checkpoint ");
  }

  @Test
  void shouldHaveTheSameBytesWhenLabelsAreInAnotherOrder() {
    Map<String, String> one = new LinkedHashMap<>();
    Map<String, String> other = new LinkedHashMap<>();
    for (int i = 0; i < 16; i++) {
      one.put("label" + i, "v");
      other.put("label" + (15 - i), "v");
    }

    assertThat(CheckpointCodec.encode(Checkpoint.of(labelled(one))))
        .isEqualTo(CheckpointCodec.encode(Checkpoint.of(labelled(other))));
  }

  private static SagaState labelled(Map<String, String> labels) {
    return labelled(labels, SagaStatus.COMPLETED);
  }

  private static SagaState labelled(Map<String, String> labels, SagaStatus status) {
    SagaState state = WireFixtures.tombstone();
    return new SagaState(
        state.identity(),
        state.chain(),
        status,
        state.startedAtMs(),
        state.updatedAtMs(),
        new SagaRequest(Digest.ZERO, "shop.Order", OptionalLong.empty(), labels),
        state.progress(),
        status.isTerminal() ? OptionalLong.of(5) : OptionalLong.empty());
  }
}
