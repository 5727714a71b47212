package dev.sagas.http.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Ask;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What the pages show where sagas are exported. */
class ExportPagesTest {
  private final CannedApi api = new CannedApi();
  private final CannedPages pages = new CannedPages(api, AccessRole.OPERATOR);

  @Test
  void shouldOfferASearchAndAskForWhatWasTyped() throws Exception {
    // when
    Document list = pages.page("/sagas?q=type:order&data=customer.name%3DAda+B&text=4711");

    // then
    assertThat(list.select("#search input[name=data]")).hasSize(1);
    Ask asked =
        api.asked.stream()
            .filter(ask -> ask.query().containsKey("limit"))
            .findFirst()
            .orElseThrow();
    assertThat(asked.query())
        .containsEntry("data", List.of("customer.name=Ada B"))
        .containsEntry("text", List.of("4711"))
        .containsEntry("type", List.of("order"));
    assertThat(list.select("#filter").attr("value"))
        .isEqualTo("type:order data:\"customer.name=Ada B\" text:4711");
  }

  @Test
  void shouldShowAForgottenSagaWithoutWhatIsNotKnownOfIt() throws Exception {
    // when
    Document saga = pages.page("/sagas/forgotten");

    // then
    assertThat(saga.text())
        .contains("The orchestrators have forgotten it. From the export, at most 2 s behind.")
        .contains("What happened, newest first");
    assertThat(saga.select("#kind, #timeline-title, #why-title")).isEmpty();
    assertThat(saga.select("[hx-get=/sagas/forgotten/journal]")).hasSize(1);
    assertThat(pages.page("/sagas/order-1").select("#why-title")).hasSize(1);
  }

  @Test
  void shouldShowDaysAndTheStateOfTheExport() throws Exception {
    // when
    Document days = pages.page("/overview/days");
    Document instances = pages.page("/instances");

    // then
    assertThat(days.select("svg polyline")).hasSize(3);
    assertThat(days.select("tbody tr")).hasSize(2);
    assertThat(days.text()).contains("2026-11-29 12 9 2 0");
    assertThat(instances.select("#export").text())
        .isEqualTo(
            "Sagas are exported to a database: at most 2 s behind; it does not work: the <b>disk</b> is full");
    assertThat(pages.page("/").select("[hx-get=/overview/days]")).hasSize(1);
  }
}
