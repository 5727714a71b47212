package dev.sagas.http.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterWordsTest {
  @Test
  void shouldBecomeParametersOfTheApi() {
    assertThat(
            FilterWords.parse("type:order  wait:reply older:10m from:2026-11-29T20:00:00Z")
                .parameters())
        .containsOnly(
            Map.entry("type", List.of("order")),
            Map.entry("wait", List.of("reply")),
            Map.entry("olderThan", List.of("10m")),
            Map.entry("startedFrom", List.of("2026-11-29T20:00:00Z")));
  }

  @Test
  void shouldKeepAllValuesOfALabel() {
    assertThat(FilterWords.parse("label:a=b label:\"c=d e\"").parameters())
        .containsEntry("label", List.of("a=b", "c=d e"));
  }

  @ParameterizedTest
  @CsvSource({
    "order-12, order-12",
    "order:12:x, order:12:x",
    "id:order:12, order:12",
    "stauts:RUNNING, stauts:RUNNING"
  })
  void shouldTakeAnythingElseForTheBeginningOfAnId(String typed, String prefix) {
    assertThat(FilterWords.parse(typed).parameters()).containsEntry("idPrefix", List.of(prefix));
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "type:a, type:a", "'label:\"x y\"', 'label:\"x y\"'", "type:\", type:\"\""})
  void shouldBeTypedAgainAsItWas(String typed, String text) {
    assertThat(FilterWords.parse(typed).text()).isEqualTo(text);
    assertThat(FilterWords.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "customer.name=Ada",
        "customer.name=Ada B",
        "$.lines[*] ? (@.name == \"Ada B\")",
        "$.a?(@==\"x\")",
        "a='x'"
      })
  void shouldKeepAConditionAsItWasWritten(String condition) {
    String typed = FilterWords.parse("type:a").with("data", condition).text();
    assertThat(FilterWords.parse(typed).parameters())
        .containsOnly(Map.entry("type", List.of("a")), Map.entry("data", List.of(condition)));
  }

  @Test
  void shouldReplaceAWordOfTheSameName() {
    FilterWords words = FilterWords.parse("wait:reply type:a").with("wait", "incident");
    assertThat(words.text()).isEqualTo("type:a wait:incident");
    assertThat(words.url()).isEqualTo("/sagas?q=type%3Aa+wait%3Aincident");
    assertThat(words.without("type").without("wait").url()).isEqualTo("/sagas");
  }
}
