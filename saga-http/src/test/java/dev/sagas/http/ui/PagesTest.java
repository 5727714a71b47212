package dev.sagas.http.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.http.SagaServer;
import dev.sagas.http.exchange.Route;
import dev.sagas.http.security.LocalPerson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages say, and how, made from the API's answers. */
class PagesTest {
  private static final LocalPerson ADA = new LocalPerson("ada");

  private final CannedApi api = new CannedApi();
  private Optional<SagaServer> running = Optional.empty();

  @AfterEach
  void close() {
    running.ifPresent(SagaServer::close);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/sagas",
        "/sagas/order-8812",
        "/sagas/order-8812?revision=16",
        "/sagas/order-8812?revision=x",
        "/sagas/gone",
        "/definitions",
        "/definitions/order-fulfilment/3",
        "/dead-letters",
        "/participants",
        "/batches",
        "/audit",
        "/instances"
      })
  void shouldHaveOneHeadingAndLandmarksWhicheverPage(String path) throws Exception {
    for (List<Route> routes : List.of(api.routes(), api.oldRoutes(), List.<Route>of())) {
      // when
      Document page = page(path, routes);

      // then
      assertThat(page.select("h1")).hasSize(1);
      assertThat(page.select("main")).hasSize(1);
      assertThat(page.select("nav a[aria-current=page]").size()).isEqualTo(1);
      assertThat(page.select("html").attr("lang")).isEqualTo("en");
      assertThat(
              page.select("main table").stream()
                  .allMatch(table -> !table.select("thead th").isEmpty()))
          .isTrue();
      close();
    }
  }

  @Test
  void shouldLoadNothingFromElsewhereAndRunNothingInline() throws Exception {
    HttpResponse<String> response = get("/sagas", api.routes());
    Document page = Jsoup.parse(response.body());

    assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.select("script:not([src]), style, [style], [onclick], [onload]")).isEmpty();
    for (Element loaded : page.select("[src], link[href]")) {
      String url = loaded.hasAttr("src") ? loaded.attr("src") : loaded.attr("href");
      assertThat(url).startsWith("/assets/");
      HttpResponse<String> file = fetch(url);
      assertThat(file.statusCode()).isEqualTo(200);
      assertThat(file.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    }
    assertThat(fetch("/assets/0/sagas.css").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldSayFirstWhatNeedsAPerson() throws Exception {
    Document page = page("/", api.routes());

    assertThat(page.select(".headline").get(0).text())
        .startsWith("Needs a person 7 incidents oldest ")
        .contains("order-8812 waits for a person: ACCOUNT_CLOSED at undo of charge-card");
    assertThat(page.select(".headline a").attr("href")).isEqualTo("/sagas?q=wait%3Aincident");
    assertThat(page.select("svg.rates polyline")).hasSize(3);
  }

  @Test
  void shouldLinkEveryNumberToWhatItCounts() throws Exception {
    Document page = page("/", api.routes());

    assertThat(page.select("table.tally td.number")).isNotEmpty();
    assertThat(page.select("table.tally td.number"))
        .allMatch(cell -> cell.select("a").attr("href").startsWith("/sagas?q="));
    assertThat(page.select(".total a").attr("href")).isEqualTo("/sagas");
    assertThat(page.select("tr[data-key='order-fulfilment · 2'] a").attr("href"))
        .isEqualTo("/sagas?q=type%3Aorder-fulfilment+version%3A2");
  }

  @Test
  void shouldAskForWhatTheFilterSays() throws Exception {
    Document page =
        page(
            "/sagas?q=type:order+wait:reply+older:10m+order-8&order=started&cursor=abc",
            api.routes());

    assertThat(api.asked.get(0).query())
        .containsEntry("type", List.of("order"))
        .containsEntry("wait", List.of("reply"))
        .containsEntry("olderThan", List.of("10m"))
        .containsEntry("idPrefix", List.of("order-8"))
        .containsEntry("order", List.of("started"))
        .containsEntry("cursor", List.of("abc"));
    assertThat(page.select("#filter").val())
        .isEqualTo("type:order wait:reply older:10m id:order-8");
    assertThat(page.select("a[rel=next]").attr("href")).endsWith("&order=started&cursor=MTIz");
    assertThat(page.select(".chip").get(0).attr("href"))
        .isEqualTo("/sagas?q=wait%3Areply+older%3A10m+id%3Aorder-8");
  }

  @Test
  void shouldSayInRowsWhatSagasWaitFor() throws Exception {
    Document page = page("/sagas", api.routes());

    assertThat(page.select("td.waits").eachText())
        .containsExactly(
            "a person: ACCOUNT_CLOSED at undo of charge-card",
            "reply of shipping to book-shipment",
            "an operator, because it is paused",
            "moonlight of charge-card",
            "signal <script>alert(1)</script> for approve");
    assertThat(page.select("tbody .tone").eachText())
        .containsExactly(
            "compensating, incident", "running", "running, paused", "dreaming", "running");
    assertThat(page.select(".gaps").text())
        .isEqualTo(
            "Not complete: partition 3 missing, because no instance has them now; partition 2 still"
                + " being read after a takeover.");
  }

  @Test
  void shouldShowScriptsAsText() throws Exception {
    for (String path :
        List.of(
            "/sagas",
            "/sagas?q=%22%3E%3Cscript%3Ealert(4)%3C/script%3E",
            "/sagas/order-8812",
            "/sagas/order-8812?revision=16",
            "/sagas/order-8812?revision=%3Cscript%3Ealert(7)%3C%2Fscript%3E",
            "/sagas/%3Cscript%3Ealert(5)%3C%2Fscript%3E",
            "/sagas/order-8812/why",
            "/sagas/order-8812/timeline",
            "/sagas/order-8812/journal",
            "/sagas/order-8812/fence",
            "/sagas/order-8812/data",
            "/sagas/order-8812/related",
            "/sagas/order-8812/records/saga.replies-1-40",
            "/",
            "/participants",
            "/participants/table",
            "/batches",
            "/audit",
            "/definitions/order-fulfilment/3",
            "/definitions/order-fulfilment/3/gate",
            "/dead-letters",
            "/dead-letters?state=all",
            "/dead-letters/0:12",
            "/login?next=%22%3E%3Cscript%3Ealert(6)%3C/script%3E")) {
      Document page = page(path, api.routes());
      assertThat(page.select("script:not([src]), img, b, i")).as(path).isEmpty();
      close();
    }
  }

  @Test
  void shouldSayWhyInSentences() throws Exception {
    Document why = page("/sagas/order-8812/why", api.routes());

    assertThat(why.select("li").get(0).text())
        .startsWith("Waits for a person since 42 min: the undo of charge-card was rejected");
    assertThat(why.select("li.incident")).hasSize(1);
  }

  @Test
  void shouldOfferWhatEndsTheWait() throws Exception {
    Document why = page("/sagas/order-8812/why", api.routes());

    assertThat(why.select("li.remedy button[data-use=retry]").attr("data-step"))
        .isEqualTo("charge-card");
    assertThat(why.select("li.remedy [data-copy]").attr("data-copy"))
        .isEqualTo("saga retry order-8812 --step=charge-card");
    assertThat(why.select("form input[name=approval]").val()).isEqualTo("big-order");
    assertThat(why.select("p").text())
        .isEqualTo("Not known: the group of payment: broker did not answer");
  }

  @Test
  void shouldSendADecision() throws Exception {
    posted("/sagas/trip-1/decide", "{'approval':'big','decision':'decline','reason':'too big'}");
    assertThat(api.bodies.get(0).toString().replace('"', '\''))
        .isEqualTo("{'approval':'big','approved':false,'reason':'too big'}");
  }

  @Test
  void shouldTellTheJournalFromItsNewestEnd() throws Exception {
    Document journal = page("/sagas/order-8812/journal?before=18", api.routes());

    assertThat(api.asked.get(0).query()).containsEntry("before", List.of("18"));
    assertThat(journal.select("tbody tr").get(1).text())
        .contains("operation by ada <i>", "resumed", "note, nothing changed: late <b>reply</b>");
    assertThat(journal.select("button[hx-get]").attr("hx-get"))
        .isEqualTo("/sagas/order-8812/journal?before=16");
  }

  @Test
  void shouldVerifyTheChain() throws Exception {
    assertThat(page("/sagas/order-8812/chain", api.routes()).text())
        .startsWith("chain verified up to revision 17");
  }

  @Test
  void shouldShowTheSagaWithoutWhatTheServiceCannotAnswerYet() throws Exception {
    Document page = page("/sagas/order-8812", api.oldRoutes());
    assertThat(page.select(".sentences li").get(0).text())
        .startsWith("Waits for a person: ACCOUNT_CLOSED at charge-card, since ");
    assertThat(page.select("tr[data-key=charge-card] .tone").text())
        .isEqualTo("compensation given up");
    close();

    Document why = page("/sagas/order-8812/why", api.oldRoutes());
    assertThat(why.select("li").get(0).text()).startsWith("Waits for a person: ACCOUNT_CLOSED");
    close();

    Document timeline = page("/sagas/order-8812/timeline", api.oldRoutes());
    assertThat(timeline.select(".missing").text()).isEqualTo("Not available in this version.");
  }

  @Test
  void shouldSayThatThereIsNoSuchSaga() throws Exception {
    assertThat(page("/sagas/gone", api.routes()).select(".missing").text())
        .isEqualTo("Expected a saga gone.");
  }

  @Test
  void shouldPreviewAnActionBeforeItIsDone() throws Exception {
    Document preview =
        posted(
            "/sagas/order-8812/act",
            "{'kind':'skip','reason':'customer called','step':'charge-card','data':''}");

    assertThat(preview.text()).contains("Sends 2 compensations: refund-card, release-stock");
    assertThat(api.bodies).isEmpty();
    assertThat(api.asked.get(0).query())
        .containsOnly(
            Map.entry("kind", List.of("skip")), Map.entry("step", List.of("charge-card")));
    assertThat(preview.select("input[name=confirmed]").val()).isEqualTo("true");
    assertThat(preview.select("input[name=reason]").val()).isEqualTo("customer called");
    assertThat(preview.select("input[name=key]").val()).isNotEmpty();
  }

  @Test
  void shouldActWithTheKeyOfThePreview() throws Exception {
    Document done =
        posted(
            "/sagas/order-8812/act",
            "{'kind':'retry','reason':'opened','step':'a','confirmed':'true','key':'k-1'}");

    assertThat(done.text())
        .contains("Done. Now compensating at revision 18.", "charge-card: undo sent again");
    assertThat(api.bodies.get(0).toString().replace('"', '\''))
        .isEqualTo("{'kind':'retry','reason':'opened','step':'a'}");
    assertThat(api.asked.get(0).header("idempotency-key")).contains("k-1");
    assertThat(done.select("form")).isEmpty();
  }

  @Test
  void shouldSayWhatIsWrongWithTypedData() throws Exception {
    Document wrong =
        posted("/sagas/order-8812/act", "{'kind':'edit-data','reason':'fix','data':'{'}");
    assertThat(wrong.text()).startsWith("Expected the data to be JSON, but it breaks at line 1");
  }

  @Test
  void shouldFreezeTheSelectedOrAllThatMatch() throws Exception {
    Document prepared =
        posted("/batches", "{'kind':'retry','reason':'fixed','ids':'a b','q':'wait:reply'}");
    close();
    posted("/batches", "{'kind':'retry','reason':'fixed','ids':'','q':'wait:reply'}");

    assertThat(api.bodies.get(0).path("sagas").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(api.bodies.get(0).has("filter")).isFalse();
    assertThat(api.bodies.get(0).path("operation").path("kind").asText()).isEqualTo("retry");
    assertThat(api.bodies.get(1).path("filter").toString()).isEqualTo("{\"wait\":[\"reply\"]}");
    assertThat(prepared.select("tbody tr").eachText())
        .containsExactly(
            "399 Sends charge-card again.", "1 It would be refused: it is paused <b>.");
    assertThat(prepared.select("form").attr("hx-post")).isEqualTo("/batches/b-1/run");
  }

  @Test
  void shouldConfirmTheNumberAndFollowTheBatchToItsEnd() throws Exception {
    Document running = posted("/batches/b-1/run", "{'count':'400'}");
    assertThat(api.bodies.get(0).toString()).isEqualTo("{\"count\":400}");
    assertThat(running.select(".answer").attr("hx-get")).isEqualTo("/batches/b-1");
    assertThat(running.text()).contains("retry on 400 sagas: running, 100 answered. 100 applied.");
    close();

    Document done = page("/batches/b-1", api.routes());
    assertThat(done.select(".answer").hasAttr("hx-get")).isFalse();
    assertThat(done.text()).contains("399 applied. 1 refused.", "order-2 refused it is paused");
  }

  @Test
  void shouldPreviewWhatBecomesOfADeadLetter() throws Exception {
    Document preview =
        posted("/dead-letters/act", "{'kind':'redrive','position':'0:12','reason':'fixed'}");
    assertThat(api.bodies.get(0).toString().replace('"', '\''))
        .isEqualTo("{'position':'0:12','reason':'fixed','dryRun':true}");
    assertThat(preview.text()).contains("0:12: would be sent", "Nothing is done yet.");
    assertThat(preview.select("button").text()).isEqualTo("Do it: redrive 0:12");
  }

  private Document page(String path, List<Route> routes) throws Exception {
    HttpResponse<String> response = get(path, routes);
    assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
    return Jsoup.parse(response.body());
  }

  private HttpResponse<String> get(String path, List<Route> routes) throws Exception {
    running = Optional.of(CannedApi.serve(routes, ADA));
    return fetch(path);
  }

  private HttpResponse<String> fetch(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  private Document posted(String path, String json) throws Exception {
    running = Optional.of(CannedApi.serve(api.routes(), ADA));
    return Jsoup.parse(
        send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .header("HX-Request", "true")
                .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'))))
            .body());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + running.orElseThrow().port() + path);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
