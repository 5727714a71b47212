package dev.sagas.http.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.http.exchange.AccessRole;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** A saga as it was after a revision. */
class PastPagesTest {
  private static final String SAGA = "/sagas/order-8812";

  private final CannedApi api = new CannedApi();
  private final CannedPages pages = new CannedPages(api, AccessRole.ADMIN);

  private List<String> asked(String parameter) {
    return api.asked.stream().flatMap(ask -> ask.query(parameter).stream()).toList();
  }

  @Test
  void shouldShowTheWholePageAsItWas() throws Exception {
    // when
    Document past = pages.page(SAGA + "?revision=16");

    // then
    assertThat(past.select(".past").text()).startsWith("As it was after revision 16 of 17");
    assertThat(past.select("svg.timeline, #steps-title, #data-title, table.journal")).hasSize(4);
    assertThat(past.select("section").get(1).select("tbody tr").eachText())
        .containsExactly("status RUNNING COMPENSATING", "turnsBack – code <b>");
    assertThat(past.select("#act-title, [hx-trigger=load], [data-refresh]")).isEmpty();
    assertThat(asked("revision")).containsExactly("16", "16");
    assertThat(asked("from")).containsExactly("15");
    assertThat(asked("before")).containsExactly("17");
  }

  @Test
  void shouldLeadFromRevisionToRevisionWithoutAScript() throws Exception {
    // when
    Document now = pages.page(SAGA);
    Document first = pages.page(SAGA + "?revision=1");
    Document newest = pages.page(SAGA + "?revision=17");

    // then
    assertThat(now.select("form.revisions").attr("action")).isEqualTo(SAGA);
    assertThat(now.select("form.revisions input[name=revision]").attr("max")).isEqualTo("17");
    assertThat(now.select("form.revisions button").text()).isEqualTo("Show");
    assertThat(first.select("a[rel]").eachAttr("href")).containsExactly(SAGA + "?revision=2");
    assertThat(first.text()).contains("It is the first: the saga began.");
    assertThat(newest.select("a[rel]").eachAttr("href")).containsExactly(SAGA + "?revision=16");
  }

  @Test
  void shouldSayWhatIsWrongWithARevision() throws Exception {
    // when
    Document gone = pages.page("/sagas/gone?revision=3");

    // then
    assertThat(gone.select(".missing").text()).isEqualTo("Expected a saga gone.");
    assertThat(gone.select("section")).isEmpty();
    for (String wrong : List.of("0", "x", "016", "12345678901")) {
      assertThat(pages.page(SAGA + "?revision=" + wrong).select(".missing").text())
          .startsWith("Expected parameter revision to be a whole number of 1 or more");
    }
  }
}
