package dev.sagas.http.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.http.exchange.AccessRole;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Signals and decisions for many sagas, by the list's form. */
class BulkPagesTest {
  private final CannedApi api = new CannedApi();
  private final CannedPages pages = new CannedPages(api, AccessRole.ADMIN);

  private String sent() {
    return api.bodies.get(api.bodies.size() - 1).toString().replace('"', '\'');
  }

  @Test
  void shouldOfferSignalsAndDecisionsToAdminsAlone() throws Exception {
    // when
    Document admin = pages.page("/sagas?q=wait:signal");
    Document operator = new CannedPages(api, AccessRole.OPERATOR).page("/sagas?q=wait:signal");

    // then
    assertThat(admin.select("#bulk-signal option").eachAttr("value"))
        .containsExactly("approve", "decline", "signal");
    assertThat(admin.select("#bulk input[name=q]").eachAttr("value"))
        .containsExactly("wait:signal", "wait:signal");
    assertThat(admin.select("#bulk input[name=ids][data-selected]")).hasSize(2);
    assertThat(operator.select("#bulk")).isEmpty();
  }

  @Test
  void shouldSendADecisionToAllThatMatchOrToTheSelected() throws Exception {
    // when
    Document approve =
        pages.posted(
            "/batches",
            "{'kind':'approve','name':' go ','reason':'','type':'','data':'','ids':'',"
                + "'q':'wait:signal'}");
    String approved = sent();
    pages.posted("/batches", "{'kind':'decline','name':'go','reason':'too dear','ids':'a b'}");

    // then
    assertThat(approved)
        .isEqualTo("{'signal':{'kind':'approve','name':'go'},'filter':{'wait':['signal']}}");
    assertThat(approve.select("form").attr("hx-post")).isEqualTo("/batches/b-1/run");
    assertThat(sent())
        .isEqualTo(
            "{'signal':{'kind':'decline','name':'go','reason':'too dear'},'sagas':['a','b']}");
  }

  @Test
  void shouldSendASignalWithItsData() throws Exception {
    // when
    pages.posted(
        "/batches",
        "{'kind':'signal','name':'paid','type':'shop.Paid','data':'{\\'cents\\':7}','q':'id:o-'}");
    Document broken = pages.posted("/batches", "{'kind':'signal','name':'paid','data':'{','q':''}");

    // then
    assertThat(sent())
        .isEqualTo(
            "{'signal':{'kind':'signal','name':'paid','type':'shop.Paid','data':{'cents':7}},"
                + "'filter':{'idPrefix':['o-']}}");
    assertThat(broken.text()).startsWith("Expected the data to be JSON, but it breaks at line 1");
  }
}
