package dev.sagas.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.serde.Claim;
import dev.sagas.serde.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The protocol's example of a claim is the one that the code makes, and reads. */
class ClaimReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference", "protocol.md");
  private static final Pattern EXAMPLE = Pattern.compile("claim-example: ([0-9a-f\\s]+)\n```");

  @Test
  void shouldAgreeWithTheExampleWhenItIsRecomputed() throws IOException {
    // given
    String reference = Files.readString(REFERENCE);
    Matcher example = EXAMPLE.matcher(reference);
    assertThat(example.find()).isTrue();
    String hex = example.group(1).replaceAll("\\s", "");
    byte[] value = WireFormat.frame(42, new byte[200_000]);

    // then
    assertThat(HexFormat.of().formatHex(Claim.of(value).encoded())).isEqualTo(hex);
    assertThat(Claim.parse("t", HexFormat.of().parseHex(hex))).isEqualTo(Claim.of(value));
    assertThat(reference).contains("`" + Claim.AVRO + "`");
  }
}
