package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  @Test
  void shouldStayInTheTraceAsAnotherSpanWhenTheHeaderIsValid() {
    // given
    Headers headers = headers("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    // when
    Optional<String> next = TraceParent.after(headers);

    // then
    assertThat(next.orElseThrow())
        .matches("00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01")
        .doesNotContain("00f067aa0ba902b7")
        .doesNotContain("0000000000000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
      })
  void shouldBeLeftOutWhenTheHeaderIsInvalid(String header) {
    assertThat(TraceParent.after(headers(header))).isEmpty();
  }

  private static Headers headers(String value) {
    return new RecordHeaders().add("traceparent", value.getBytes(StandardCharsets.UTF_8));
  }
}
