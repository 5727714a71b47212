package dev.sagas.http.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  private static final long NOW_MS = Instant.parse("2026-11-29T20:00:00Z").toEpochMilli();

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "12, 12 ms",
    "999, 999 ms",
    "1430, 1.43 s",
    "59940, 59.9 s",
    "250000, 4 m 10 s"
  })
  void shouldGiveMeasuredDurationsThreeFigures(long ms, String text) {
    assertThat(Words.exact(ms)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-29T19:59:50Z, 10 s",
    "2026-11-29T19:55:50Z, 4 m 10 s",
    "2026-11-29T18:00:00Z, 2 h",
    "2026-11-27T19:00:00Z, 2 d 1 h",
    "2026-11-29T20:00:05Z, in 5 s",
    "yesterday, yesterday",
    "'', –"
  })
  void shouldTellAgesByTwoUnits(String instant, String text) throws Exception {
    assertThat(Words.age(json("{'at':'" + instant + "'}"), "at", NOW_MS)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, running",
    "COMPENSATING, undoing",
    "COMPLETED, completed",
    "A_NEWER_ONE, unknown"
  })
  void shouldColourByStatus(String status, String tone) throws Exception {
    assertThat(Words.tone(json("{'status':'" + status + "'}"))).isEqualTo(tone);
  }

  @Test
  void shouldColourByWhatItNeedsOfPeopleFirst() throws Exception {
    assertThat(
            Words.tone(
                json("{'status':'RUNNING','waitsFor':[{'kind':'reply'},{'kind':'incident'}]}")))
        .isEqualTo("incident");
  }

  @Test
  void shouldShowWhatItDoesNotKnowAsItIs() throws Exception {
    assertThat(Words.wait(json("{'kind':'tide','step':'a'}"))).isEqualTo("tide of a");
    assertThat(Words.wait(json("{}"))).isEqualTo("something unknown");
    assertThat(Words.stepTone("DREAMING")).isEqualTo("unknown");
    assertThat(Words.answer("LATER_MAYBE")).isEqualTo("later maybe");
    assertThat(Cells.plain(json("{'a':[1,{'b':null}],'c':true}"))).isEqualTo("a 1, b –, c true");
    assertThat(Cells.names(json("[{'a':1},{'b':2}]"))).containsExactly("a", "b");
    assertThat(Cells.heading("restoredRecords")).isEqualTo("Restored records");
  }

  static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
