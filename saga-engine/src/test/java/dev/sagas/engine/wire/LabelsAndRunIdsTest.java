package dev.sagas.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.protocol.RunId;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request's labels may be (R22), and how run ids are derived (test vector). */
class LabelsAndRunIdsTest {
  @Test
  void shouldReadPairsWhenLabelsHaveTheForm() {
    assertThat(Labels.parse("shop=7, region = eu=west ,empty="))
        .containsExactly(
            Map.entry("shop", "7"), Map.entry("region", "eu=west"), Map.entry("empty", ""));
    assertThat(Labels.parse("")).isEmpty();
    assertThat(Labels.parse("  ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "=b", "a=b,", ",a=b", "a=b,,c=d", " =b"})
  void shouldRefuseWhenLabelsHaveAnotherForm(String header) {
    assertThatThrownBy(() -> Labels.parse(header))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name=value");
  }

  @Test
  void shouldBoundLabelsWhenThereAreManyOrTheyAreLong() {
    assertThat(Labels.parse(labels(16))).hasSize(16);
    assertThatThrownBy(() -> Labels.parse(labels(17))).hasMessageContaining("at most 16 labels");
    assertThat(Labels.parse("a=" + "x".repeat(2046))).hasSize(1);
    assertThatThrownBy(() -> Labels.parse("a=" + "x".repeat(2047)))
        .hasMessage("Expected at most 2048 characters of labels, but got 2049");
  }

  private static String labels(int count) {
    return IntStream.range(0, count).mapToObj(i -> "l" + i + "=v").collect(Collectors.joining(","));
  }

  @Test
  void shouldBeTheFirstTwelveHexDigitsOfTheDigestWhenARunIdIsDerived() {
    // printf 'cluster-1/shop./shop.saga.requests/3/42' | sha256sum | cut -c1-12
    assertThat(RunIds.of("cluster-1", "shop.", new Position("shop.saga.requests", 3, 42)))
        .isEqualTo(new RunId("b2905493c370"));
  }

  @Test
  void shouldDifferWhenAnyPartOfTheOriginDiffers() {
    Position position = new Position("t", 1, 2);
    RunId id = RunIds.of("c", "p", position);

    assertThat(RunIds.of("c", "p", position)).isEqualTo(id);
    assertThat(RunIds.of("d", "p", position)).isNotEqualTo(id);
    assertThat(RunIds.of("c", "q", position)).isNotEqualTo(id);
    assertThat(RunIds.of("c", "p", new Position("u", 1, 2))).isNotEqualTo(id);
    assertThat(RunIds.of("c", "p", new Position("t", 2, 2))).isNotEqualTo(id);
    assertThat(RunIds.of("c", "p", new Position("t", 1, 3))).isNotEqualTo(id);
  }
}
