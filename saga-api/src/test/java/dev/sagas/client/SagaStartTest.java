package dev.sagas.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.schema.StepFailure;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** R22: a client refuses the labels that the orchestrator would refuse, before it sends them. */
class SagaStartTest {
  @Test
  void shouldTakeLabelsUpToTheirBoundInCharactersAndInBytes() {
    assertThat(start(labels(8, 253, "x")).labelsHeader()).hasSize(2_047);
    assertThat(start(labels(6, 209, "ü")).labelsHeader())
        .satisfies(header -> assertThat(header.getBytes(UTF_8)).hasSizeBetween(2_500, 2_560));
  }

  @Test
  void shouldRefuseLabelsWhenTheyHaveMoreCharactersOrMoreBytes() {
    assertThatThrownBy(() -> start(labels(9, 253, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected labels of at most 2048 characters and 2560 bytes together, but got 2303 and"
                + " 2303");
    assertThatThrownBy(() -> start(labels(6, 256, "ü")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("but got 1553 and 3089");
  }

  /** Named {@code 0}, {@code 1} and so on. */
  private static Map<String, String> labels(int count, int chars, String of) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(i -> Integer.toString(i), i -> of.repeat(chars)));
  }

  private static SagaStart start(Map<String, String> labels) {
    return new SagaStart(
        new SagaType("order"),
        new SagaId("o-1"),
        new StepFailure("CODE", "why", Map.of()),
        OptionalInt.empty(),
        labels,
        false);
  }
}
