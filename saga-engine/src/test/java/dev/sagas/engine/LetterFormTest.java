package dev.sagas.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What a dead letter's digests are computed over. */
class LetterFormTest {
  @Test
  void shouldDescribeTheDigestOfHeadersByItsBytes() {
    Headers headers =
        new RecordHeaders().add("ü", new byte[] {7}).add("b", null).add("ü", new byte[0]);

    assertThat(HexFormat.of().formatHex(LetterForm.bytes(headers)))
        .isEqualTo("00000002c3bc0000000107" + "0000000162ffffffff" + "00000002c3bc00000000");
  }
}
