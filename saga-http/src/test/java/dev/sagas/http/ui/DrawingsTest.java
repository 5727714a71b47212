package dev.sagas.http.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** The drawings as text: what is where, and that nothing in them can be anything but text. */
class DrawingsTest {
  private static final long NOW_MS = Instant.parse("2026-11-29T20:00:00Z").toEpochMilli();

  @Test
  void shouldMirrorUndosBelowTheSteps() {
    Document svg = timeline();

    assertThat(svg.select("text.name").eachText())
        .containsExactlyInAnyOrder(
            "create-order",
            "charge-card",
            "book-shipment",
            "undo book-shipment",
            "undo charge-card");
    assertThat(y(svg, "create-order")).isLessThan(y(svg, "charge-card"));
    assertThat(y(svg, "book-shipment")).isLessThan(y(svg, "undo book-shipment"));
    assertThat(y(svg, "undo book-shipment")).isLessThan(y(svg, "undo charge-card"));
    assertThat(svg.select("line.tie")).hasSize(2);
  }

  @Test
  void shouldTellAttemptsBackOffAndQueueApart() {
    Document svg = timeline();

    assertThat(svg.select("rect.attempt.undoing")).hasSize(2);
    assertThat(svg.select("rect.attempt.incident > title").text())
        .isEqualTo(
            "undo charge-card, attempt 1: rejected after 900 ms in the topic and at the participant,"
                + " ACCOUNT_CLOSED account & <payer> closed");
    assertThat(svg.select("rect.backoff > title").text())
        .isEqualTo("1.38 s until the next attempt");
    assertThat(svg.select("rect.queued > title").eachText())
        .containsExactlyInAnyOrder("2 ms in the reply topic", "100 ms in the reply topic");
  }

  @Test
  void shouldCollapseAndLabelWhatDidNotMove() {
    Document svg = timeline();

    assertThat(svg.select("rect.idle").attr("width")).isEqualTo("56");
    assertThat(svg.select("rect.idle > title").text()).isEqualTo("17 m 51 s paused ada");
    assertThat(svg.select("text.idle-text").text()).isEqualTo("17 m 51 s");
  }

  @Test
  void shouldStayInsideAndOnTime() {
    Document svg = timeline();

    for (Element rect : svg.select("rect")) {
      double x = Double.parseDouble(rect.attr("x"));
      assertThat(x).isBetween(190.0, 960.0);
      assertThat(x + Double.parseDouble(rect.attr("width"))).isLessThanOrEqualTo(960.0);
    }
  }

  @Test
  void shouldDrawHundredsOfIdleStretches() throws Exception {
    StringBuilder idle = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      idle.append(i == 0 ? "" : ",")
          .append(
              "{'from':'%s','to':'%s','kind':'SLEEP'}".formatted(at(i * 100), at(i * 100 + 99)));
    }
    String drawing =
        TimelineSvg.of(
            WordsTest.json(
                "{'from':'%s','to':'%s','idle':[%s],'lanes':[{'step':'a','forward':[],'undo':[]}]}"
                    .formatted(at(0), at(30_000), idle)),
            NOW_MS);

    assertThat(parsed(drawing).select("rect.idle")).isEmpty();
  }

  private static Instant at(int second) {
    return Instant.ofEpochSecond(1_700_000_000L + second);
  }

  @Test
  void shouldDrawNothingBeforeTheFirstStep() throws Exception {
    assertThat(TimelineSvg.of(WordsTest.json("{'lanes':[]}"), NOW_MS)).isEmpty();
    assertThat(TimelineSvg.of(new ObjectMapper().missingNode(), NOW_MS)).isEmpty();
  }

  @Test
  void shouldDrawStepsFromLeftToRight() {
    Document svg = graph();

    assertThat(x(svg, "create-order")).isLessThan(x(svg, "reserve-stock"));
    assertThat(x(svg, "charge-card")).isEqualTo(x(svg, "reserve-stock"));
    assertThat(y(svg, "charge-card")).isGreaterThan(y(svg, "reserve-stock"));
    assertThat(x(svg, "wait-a-bit")).isLessThan(x(svg, "book-shipment"));
    assertThat(svg.select("rect.pivot")).hasSize(1);
    assertThat(svg.select("rect.undo > title").eachText())
        .containsExactly("undone by shop.CancelOrder", "undone by shop.ReleaseStock");
  }

  @Test
  void shouldJoinStepsByEdgesThatEndAtBoxes() {
    Document svg = graph();

    // From create-order to both branches, within the lower branch, and from both to book-shipment.
    assertThat(svg.select("line.edge")).hasSize(9);
    double left = Double.parseDouble(svg.select("rect.step").get(0).attr("x"));
    assertThat(svg.select("line.edge"))
        .allMatch(edge -> Double.parseDouble(edge.attr("x1")) >= left + 150);
  }

  @Test
  void shouldCountAndLinkTheSagasAtAStep() {
    Document svg = graph();

    assertThat(svg.select("a").attr("href")).isEqualTo("/sagas?q=step%3Acharge-card");
    assertThat(svg.select("a text").text())
        .isEqualTo("3\u202f026 · 3\u202f012 undoing · 7 incidents");
    assertThat(svg.select("rect.step.incident")).hasSize(1);
  }

  @Test
  void shouldShowMarkupInNamesAsText() throws Exception {
    JsonNode evil =
        WordsTest.json(
            "{'type':'<script>','stages':[{'branches':[{'steps':[{'name':'</text><script>x</script>',"
                + "'on':'a&b'}]}]}]}");
    String drawing = GraphSvg.of(evil, Map.of(), Map.of());

    assertThat(drawing).doesNotContain("<script").contains("a&amp;b");
    assertThat(parsed(drawing).select("text.name").text()).isEqualTo("</text><script>x</sc…");
  }

  @Test
  void shouldDrawRates() {
    assertThat(parsed(RatesSvg.of(CannedApi.read("rates"))).select("polyline")).hasSize(3);
    assertThat(RatesSvg.of(new ObjectMapper().missingNode())).isEmpty();
  }

  private static Document timeline() {
    return parsed(TimelineSvg.of(CannedApi.read("timeline"), NOW_MS));
  }

  private static Document graph() {
    return parsed(
        GraphSvg.of(
            CannedApi.read("definition"),
            Map.of(
                "charge-card", new GraphSvg.StepLoad(7, 3_012, 7, "/sagas?q=step%3Acharge-card")),
            Map.of("charge-card", new StepAttempts(250, 3))));
  }

  private static Document parsed(String svg) {
    return Jsoup.parse(svg, Parser.xmlParser());
  }

  private static double y(Document svg, String name) {
    return Double.parseDouble(named(svg, name).attr("y"));
  }

  private static double x(Document svg, String name) {
    return Double.parseDouble(named(svg, name).attr("x"));
  }

  private static Element named(Document svg, String name) {
    return svg.select("text.name").stream()
        .filter(text -> text.text().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
