package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.core.Bytes;
import dev.sagas.schema.ParkedInputs;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** Parked and held inputs come back in every format, and damage never goes unseen. */
class ParkedCodecTest {
  private static final List<ParkedRecord> RECORDS =
      List.of(
          new ParkedRecord(
              new Position("saga.signals", 5, 42),
              List.of(
                  new ParkedRecord.Header("saga-signal", Optional.of(WireFixtures.bytes("review"))),
                  new ParkedRecord.Header("x-none", Optional.empty())),
              Bytes.of(new byte[] {0, 0, 0, 0, 7, 2})),
          new ParkedRecord(new Position("saga.operations", 5, 7), List.of(), Bytes.EMPTY));
  private static final Parked PARKED = new Parked(OptionalLong.of(1_700_000_600_000L), RECORDS);
  private static final Parked HELD = new Parked(OptionalLong.empty(), RECORDS);

  /** As the first release wrote them. */
  private static final String FORMAT_1 =
      "0418736167612e7369676e616c730a540416736167612d7369676e616c020c7265766965770c782d6e6f6e65"
          + "00000c0000000007021e736167612e6f7065726174696f6e730a0e000000";

  private static final String PARKED_1 = "80bff4fef962" + FORMAT_1;
  private static final String HELD_1 = "00" + FORMAT_1;

  @Test
  void shouldComeBackWhenEncodedAndDecoded() {
    assertThat(ParkedCodec.decode(ParkedCodec.encode(PARKED).array())).isEqualTo(PARKED);
    assertThat(ParkedCodec.decode(ParkedCodec.encode(HELD).array())).isEqualTo(HELD);
    assertThat(ParkedCodec.encode(HELD).array()[0]).isEqualTo((byte) ParkedCodec.FORMAT);
  }

  @Test
  void shouldReadWhatTheFirstReleaseWrote() {
    assertThat(ParkedCodec.decode(HexFormat.of().parseHex(PARKED_1))).isEqualTo(PARKED);
    assertThat(ParkedCodec.decode(HexFormat.of().parseHex(HELD_1))).isEqualTo(HELD);
  }

  @Test
  void shouldKeepItsBytes() {
    assertThat(HexFormat.of().formatHex(ParkedCodec.encode(PARKED).array()))
        .startsWith("02")
        .endsWith(PARKED_1)
        .hasSize(2 * StoredFormat.BODY + PARKED_1.length());
  }

  /**
   * If this fails, keep the new schema as the next format, and raise the format that is written.
   */
  @Test
  void shouldKeepTheSchemaOfTheFormatThatIsWritten() {
    assertThat(SchemaNormalization.toParsingForm(ParkedInputs.getClassSchema()))
        .isEqualTo(
            SchemaNormalization.toParsingForm(StoredFormat.schema("parked", ParkedCodec.FORMAT)));
  }

  @Test
  void shouldSayThatANewerVersionWroteItWhenTheFormatIsNewerAndSound() {
    byte[] newer = WireFixtures.framed(ParkedCodec.FORMAT + 1, new byte[] {1, 2, 3});

    assertThatThrownBy(() -> ParkedCodec.decode(newer))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("a newer version of the orchestrator wrote it");
  }

  @Test
  void shouldBeDamagedWhenAnyBitIsChangedOrItIsCutShort() {
    byte[] value = ParkedCodec.encode(PARKED).array();
    for (int i = 0; i < value.length; i++) {
      byte[] tampered = value.clone();
      tampered[i] ^= (byte) (1 << (i % 8));
      assertDamaged(tampered);
      assertDamaged(Arrays.copyOf(value, i));
    }
    assertDamaged(Arrays.copyOf(value, value.length + 1));
    assertDamaged(new byte[] {0});
  }

  private static void assertDamaged(byte[] value) {
    assertThatThrownBy(() -> ParkedCodec.decode(value)).isInstanceOf(UncheckedIOException.class);
  }
}
