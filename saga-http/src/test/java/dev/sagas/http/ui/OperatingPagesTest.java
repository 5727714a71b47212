package dev.sagas.http.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.http.exchange.AccessRole;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;

/** What people on call see besides sagas, and which actions are offered to which role. */
class OperatingPagesTest {
  private final CannedApi api = new CannedApi();

  private Document page(String path, AccessRole role) throws Exception {
    return new CannedPages(api, role).page(path);
  }

  @Test
  void shouldShowWhoWaitsForAParticipantAndWhetherItRuns() throws Exception {
    Document page = page("/participants", AccessRole.VIEWER);

    assertThat(page.select("tr[data-key=payment] td").eachText())
        .containsExactly(
            "0",
            Words.number(3_012),
            "7",
            "3 members, Stable",
            "at most 12",
            "1.2 % (3 of 250)",
            "12 ms",
            "1.45 s");
    assertThat(page.select("tr[data-key=shipping] td").eachText())
        .contains("0 members, Empty, 2 partitions without a member", "–");
    assertThat(page.select("tr[data-key=shipping] .tone").hasClass("incident")).isTrue();
    assertThat(page.select("tr[data-key=payment] td a").eachAttr("href"))
        .contains("/sagas?q=participant%3Apayment+wait%3Aretry");
    assertThat(page.text()).contains("topic <b>x</b> does not exist");
  }

  @Test
  void shouldAddTheParticipantsToTheOverviewWhenItIsThere() throws Exception {
    Document page = page("/", AccessRole.VIEWER);

    assertThat(page.select("#participants").attr("hx-get")).isEqualTo("/participants/table");
    assertThat(page.select("tr[data-key='cause OUT_OF_STOCK'] td").eachText())
        .containsExactly("61", "61.0 %");
    assertThat(page.select("tr[data-key='oldest order-8812'] a").attr("href"))
        .isEqualTo("/sagas/order-8812");
  }

  @Test
  void shouldShowWhoDidWhatAndSinceWhenThatIsComplete() throws Exception {
    Document page = page("/audit", AccessRole.VIEWER);

    assertThat(page.select("tbody tr").get(0).text())
        .contains("ada <b>", "edit data", "order-8812", "16", "customer called <script>");
    assertThat(page.select(".gaps").text())
        .isEqualTo("Not complete: orchestrator-2:8080 did not answer.");
    assertThat(page.select("p time").attr("datetime")).isEqualTo("2026-11-29T18:00:00Z");
    assertThat(page.text()).contains("Every action of a person that was applied to a saga since");
    assertThat(page.select("tbody tr").get(1).text()).contains("signal big-order", "carl <b>");
    assertThat(page.select(".chip[aria-current]").text()).isEqualTo("all");
    page("/audit?only=requests", AccessRole.VIEWER);
    assertThat(api.asked.get(1).query()).containsEntry("only", List.of("requests"));
  }

  @Test
  void shouldNameTheInstancesThatDidNotAnswer() throws Exception {
    for (String path : List.of("/", "/audit", "/participants", "/definitions/order-fulfilment/3")) {
      assertThat(page(path, AccessRole.VIEWER).select(".gaps").eachText())
          .as(path)
          .contains("Not complete: orchestrator-2:8080 did not answer.");
    }
  }

  @Test
  void shouldListBatchesAndOpenOne() throws Exception {
    Document page = page("/batches", AccessRole.VIEWER);

    assertThat(page.select("tr[data-key=b-1] td").eachText())
        .contains("ada", "retry", "done", "400", "1", "fixed <b>now</b>");
    assertThat(page.select("tr[data-key=b-1] [hx-get]").attr("hx-get")).isEqualTo("/batches/b-1");
  }

  @Test
  void shouldShowTheReplyOfAnAttempt() throws Exception {
    Document timeline = page("/sagas/order-8812/timeline", AccessRole.VIEWER);
    String url = timeline.select("button[hx-get]").get(0).attr("hx-get");
    assertThat(url).isEqualTo("/sagas/order-8812/records/saga.replies-1-40");

    Document record = page(url, AccessRole.VIEWER);
    assertThat(record.text()).contains("shop.OrderCreated", "sensitive fields masked");
    assertThat(record.select("button[hx-get]").attr("hx-get"))
        .isEqualTo("/sagas/order-8812/records/order.commands-0-17");
    assertThat(record.select("pre").text()).contains("order-8812");
    assertThat(record.select("tbody th").eachText()).contains("saga-outcome");
  }

  @Test
  void shouldFindTheCommandOfAnAttemptWithoutAReply() throws Exception {
    Document timeline = page("/sagas/order-8812/timeline", AccessRole.VIEWER);
    String url = timeline.select("button[aria-label='Find the command c-3']").attr("hx-get");
    assertThat(url).isEqualTo("/sagas/order-8812/command?id=c-3");

    Document found = page(url, AccessRole.VIEWER);
    assertThat(api.asked.get(1).query()).containsEntry("command", List.of("c-3"));
    assertThat(found.select("button[hx-get]").attr("hx-get"))
        .isEqualTo("/sagas/order-8812/records/shipping.commands-0-99");
  }

  @Test
  void shouldShowWhichStepsFail() throws Exception {
    Document page = page("/definitions/order-fulfilment/3", AccessRole.VIEWER);

    assertThat(page.select("svg").text()).contains("failed 1.2 % (3 of 250)");
    assertThat(page.select("tbody tr").eachText())
        .anyMatch(row -> row.startsWith("charge-card") && row.endsWith("1.2 % (3 of 250)"));
  }

  @Test
  void shouldShowAnswersThatContradictEachOther() throws Exception {
    Document saga = page("/sagas/order-8812", AccessRole.VIEWER);
    Document fence = page(saga.select("#fence-title + div").attr("hx-get"), AccessRole.VIEWER);

    assertThat(fence.select("p.incident").text()).startsWith("A participant answered one command");
    assertThat(fence.select("tbody tr").text())
        .startsWith("FENCE_CONFLICT Expected one answer to order-8812/0123456789ab/charge-card");
    assertThat(fence.select("button[hx-get]").attr("hx-get"))
        .isEqualTo("/sagas/order-8812/records/saga.replies-1-77");
  }

  @Test
  void shouldShowWhatTheDeployGateCompared() throws Exception {
    String part =
        page("/definitions/order-fulfilment/3", AccessRole.VIEWER)
            .select("#gate-title + div")
            .attr("hx-get");
    Document gate = page(part, AccessRole.VIEWER);

    assertThat(part).isEqualTo("/definitions/order-fulfilment/3/gate");
    assertThat(gate.select("table").get(0).select("tbody tr").eachText())
        .containsExactly(
            "It has the structure that its version was first deployed with nothing: it was not"
                + " deployed before fits",
            "It reads data that was written before shop.Order of version 2 not compared: the"
                + " registry does not know schema 7 <b>");
    assertThat(gate.select("h3").text()).isEqualTo("Changed since version 2");
    assertThat(gate.select("table").get(1).select("tbody tr").eachText())
        .containsExactly("steps.charge-card.timeoutMs 1000 2000");
  }

  @Test
  void shouldOfferOnlyWhatTheRoleAllows() throws Exception {
    for (AccessRole role : AccessRole.values()) {
      // when
      Elements kinds = page("/sagas/order-8812", role).select("#kind option");
      Elements remedies = page("/sagas/order-8812/why", role).select("[data-use], form");
      Elements letters = page("/dead-letters", role).select("form[hx-post='/dead-letters/act']");
      Elements bulk = page("/sagas", role).select("#bulk");

      // then
      boolean operator = role.includes(AccessRole.OPERATOR);
      boolean admin = role.includes(AccessRole.ADMIN);
      assertThat(kinds.eachAttr("value").contains("retry")).as(role.text()).isEqualTo(operator);
      assertThat(kinds.eachAttr("value").contains("end")).as(role.text()).isEqualTo(admin);
      assertThat(!remedies.isEmpty()).as(role.text()).isEqualTo(operator);
      assertThat(!letters.isEmpty()).as(role.text()).isEqualTo(operator);
      assertThat(!bulk.isEmpty()).as(role.text()).isEqualTo(admin);
    }
    assertThat(page("/sagas/order-8812", AccessRole.VIEWER).text())
        .contains("Acting takes the role operator; yours is viewer.");
  }

  @Test
  void shouldNameSagasWithTheSameLabels() throws Exception {
    Document related = page("/sagas/order-8812/related", AccessRole.VIEWER);

    List<String> links = related.select("a.chip").eachAttr("href");
    assertThat(links).isNotEmpty().doesNotContain("/sagas/order-8812");
  }
}
