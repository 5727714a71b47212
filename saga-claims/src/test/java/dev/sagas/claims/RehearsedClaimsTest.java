package dev.sagas.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimCheck;
import dev.sagas.serde.ClaimLostException;
import dev.sagas.serde.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal makes the claims that the real thing makes, and stores nothing. */
class RehearsedClaimsTest {
  @TempDir private Path folder;

  private ClaimCheck open(boolean readOnly) {
    return ClaimCheck.of(
        Map.of(
            ClaimCheck.URL_CONFIG,
            folder.toUri().toString(),
            ClaimSettings.MIN_BYTES_CONFIG,
            "1024",
            ClaimSettings.READ_ONLY_CONFIG,
            readOnly));
  }

  private static byte[] value(int seed) {
    byte[] avro = new byte[2_000];
    avro[0] = (byte) seed;
    return WireFormat.frame(7, avro);
  }

  @Test
  void shouldMakeClaimsThatCanBeReadAndStoreNothing() throws IOException {
    try (ClaimCheck rehearsal = open(true)) {
      // when
      Claim claim = Claim.parse("test", rehearsal.checkIn(value(1)));

      // then
      assertThat(claim).isEqualTo(Claim.of(value(1)));
      assertThat(rehearsal.checkOut(claim)).isEqualTo(value(1));
      try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
        assertThat(files).isEmpty();
      }
    }
  }

  @Test
  void shouldReadWhatIsStored() {
    try (ClaimCheck real = open(false);
        ClaimCheck rehearsal = open(true)) {
      // given
      Claim claim = Claim.parse("test", real.checkIn(value(1)));

      // then
      assertThat(rehearsal.checkOut(claim)).isEqualTo(value(1));
      assertThatThrownBy(() -> rehearsal.checkOut(Claim.of(value(2))))
          .isInstanceOf(ClaimLostException.class);
    }
  }

  @Test
  void shouldKeepOnlyTheNewestWhenMuchIsMade() {
    try (ClaimCheck real = open(false);
        ClaimCheck rehearsal = open(true)) {
      // given
      byte[] unusedOfStore = real.checkIn(value(100));

      // when
      for (int seed = 0; seed < 20; seed++) {
        byte[] unused = rehearsal.checkIn(value(seed));
      }

      // then
      assertThat(rehearsal.checkOut(Claim.of(value(19)))).isEqualTo(value(19));
      assertThatThrownBy(() -> rehearsal.checkOut(Claim.of(value(0))))
          .isInstanceOf(ClaimLostException.class);
    }
  }
}
