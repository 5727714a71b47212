package dev.sagas.http.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.sagas.http.Probes;
import dev.sagas.http.SagaServer;
import dev.sagas.http.ServerSettings;
import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.Route;
import dev.sagas.http.oidc.OidcAuthenticator;
import dev.sagas.http.oidc.OidcLogin;
import dev.sagas.http.oidc.TestIssuer;
import dev.sagas.http.security.LocalPerson;
import dev.sagas.http.security.TokenFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages in a browser; skipped without one. */
@Tag("browser")
class BrowserTest {
  private static final CannedApi API = new CannedApi();
  private static final int WIDE = 1280;
  private static final int NARROW = 390;
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private static SagaServer server;
  private static Browser browser;

  @BeforeAll
  static void start() {
    Optional<String> whyNot = Browser.whyNot();
    assumeTrue(whyNot.isEmpty(), whyNot.orElse(""));
    server = CannedApi.serve(API.routes(), new LocalPerson("ada"));
    browser = Browser.start(origin(server));
  }

  private static String origin(SagaServer server) {
    return "http://127.0.0.1:" + server.port();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      server.close();
    }
  }

  @AfterEach
  void shouldHaveDoneNothingWrong() {
    List<String> faults = new ArrayList<>(browser.faults);
    browser.faults.clear();
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/sagas",
        "/sagas/order-8812",
        "/definitions",
        "/definitions/order-fulfilment/3",
        "/dead-letters",
        "/participants",
        "/batches",
        "/audit",
        "/instances",
        "/login"
      })
  void shouldBeReadableInBothSchemesAndWidths(String path) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(WIDE, NARROW)) {
        Page page = browser.open(path, scheme, width);
        assertThat(seriousFindings(page)).as("%s %s %s", path, scheme, width).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
            .as("%s fits into %s", path, width)
            .isEqualTo(true);
        picture(page, path, scheme, width);
        page.context().close();
      }
    }
  }

  private static List<String> seriousFindings(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
            .map(BrowserTest::text)
            .toList();
  }

  private static String text(Rule rule) {
    return rule.getId()
        + " "
        + rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList();
  }

  /** Pictures to look at. */
  private static void picture(Page page, String path, ColorScheme scheme, int width) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(
                Path.of(
                    "target", "screenshots", name(path) + "-" + scheme + "-" + width + ".png")));
  }

  private static String name(String path) {
    return path.equals("/") ? "overview" : path.substring(1).replace('/', '-');
  }

  /** With {@code -Dsaga.docs.write=true}. */
  @Test
  void shouldTakeThePicturesOfTheDocs() {
    assumeTrue(Boolean.getBoolean("saga.docs.write"), "the docs are not being written");
    SagaServer plain = CannedApi.serve(CannedApi.plain().routes(), new LocalPerson("ada"));
    try (Browser own = Browser.start(origin(plain))) {
      for (String path :
          List.of(
              "/",
              "/sagas",
              "/sagas/order-8812",
              "/definitions/order-fulfilment/3",
              "/participants",
              "/audit")) {
        Page page = own.open(path, ColorScheme.LIGHT, WIDE);
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(Path.of("..", "docs", "operating", "images", name(path) + ".png")));
      }
    } finally {
      plain.close();
    }
  }

  @Test
  void shouldSayWhySagaIsStuckOnANarrowScreen() {
    Page page = browser.open("/sagas/order-8812", ColorScheme.DARK, NARROW);
    assertThat(page.locator("#why li").first())
        .containsText("the undo of charge-card was rejected, ACCOUNT_CLOSED");
    assertThat(page.locator("#why li").first().boundingBox().y).isLessThan(800);
  }

  @Test
  void shouldGoFromOverviewToTheActionByKeyboardAlone() {
    Page page = browser.open("/", ColorScheme.LIGHT, WIDE);
    page.keyboard().press("g");
    page.keyboard().press("l");
    page.waitForURL("**/sagas");
    page.keyboard().press("j");
    page.keyboard().press("x");
    assertThat(page.locator("#selected")).hasText("1 selected");
    page.keyboard().press("Enter");
    page.waitForURL("**/sagas/order-8812");
    page.keyboard().press(".");
    assertThat(page.locator("#kind")).isFocused();
    page.keyboard().type("pause");
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().type("looks odd");
    page.keyboard().press("Enter");
    assertThat(page.locator("#acted .answer")).containsText("Sends 2 compensations");
    assertThat(page.locator("#acted .answer")).containsText("Nothing is done yet");
    page.locator("#acted button").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#acted .answer")).containsText("Done.");
    assertThat(API.bodies.get(API.bodies.size() - 1).path("kind").asText()).isEqualTo("pause");
  }

  @Test
  void shouldActOnManyAndSayWhatBecameOfThem() {
    Page page = browser.open("/sagas?q=wait:incident", ColorScheme.LIGHT, WIDE);
    page.keyboard().press(".");
    page.keyboard().press("Tab");
    page.keyboard().type("card service is back");
    page.keyboard().press("Enter");
    assertThat(page.locator("#batch")).containsText("Sends charge-card again.");
    page.getByText("Do it: retry 400 sagas").click();
    assertThat(page.locator("#batch [role=status]")).containsText("done, 400 answered");
    assertThat(seriousFindings(page)).isEmpty();
  }

  @Test
  void shouldDecideForTheSelected() {
    Page page = browser.open("/sagas?q=wait:signal", ColorScheme.LIGHT, WIDE);
    page.locator("input.select").nth(1).check();
    page.getByText("Signal, approve or decline").click();
    page.locator("#signal-name").fill("big-order");
    page.keyboard().press("Enter");
    assertThat(page.locator("#batch")).containsText("Nothing is done yet");
    assertThat(API.bodies.get(API.bodies.size() - 1).path("sagas")).hasSize(1);
    assertThat(API.bodies.get(API.bodies.size() - 1).at("/signal/name").asText())
        .isEqualTo("big-order");
    assertThat(seriousFindings(page)).isEmpty();
  }

  @Test
  void shouldFindPagesSagasAndHelpByKeyboard() {
    Page page = browser.open("/sagas", ColorScheme.LIGHT, WIDE);
    page.keyboard().press("?");
    assertThat(page.locator("#help")).isVisible();
    page.keyboard().press("Escape");
    page.keyboard().press("/");
    assertThat(page.locator("#filter")).isFocused();
    page.keyboard().press("Control+k");
    page.keyboard().type("order-77");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    page.waitForURL("**/sagas/order-77");
  }

  @Test
  void shouldKeepSelectionWhenTheListIsRefreshed() {
    Page page = browser.open("/sagas", ColorScheme.LIGHT, WIDE);
    page.locator("input.select").nth(1).check();
    page.keyboard().press("k");
    page.evaluate("document.querySelector('[data-refresh]').dataset.old = 'yes'");
    page.keyboard().press("r");
    assertThat(page.locator("[data-refresh][data-old]")).hasCount(0);
    assertThat(page.locator("input.select").nth(1)).isChecked();
    assertThat(page.locator("tr.current")).hasCount(1);
    assertThat(page.locator("#selected")).hasText("1 selected");
  }

  @Test
  void shouldRefreshWhenTheServiceSaysThatSomethingChanged() {
    CannedApi api = new CannedApi();
    CountDownLatch change = new CountDownLatch(1);
    List<Route> routes = new ArrayList<>(api.routes());
    routes.add(
        Route.get(
            "/api/v1/events",
            AccessRole.VIEWER,
            Set.of("only"),
            ask -> HttpReply.streamed("text/event-stream", out -> sayOnce(change, out))));
    try (SagaServer live = CannedApi.serve(routes, new LocalPerson("ada"));
        Browser own = Browser.start(origin(live))) {
      Page page = own.openLive("/sagas", ColorScheme.LIGHT, WIDE);
      assertThat(page.locator("#live-mark")).containsText("fresh ");
      int before = api.asked.size();
      change.countDown();
      await().atMost(Duration.ofSeconds(30)).until(() -> api.asked.size() > before);
      assertThat(own.faults).isEmpty();
    }
  }

  private static void sayOnce(CountDownLatch change, OutputStream out) throws IOException {
    try {
      out.write(": listening\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      boolean unused = change.await(30, TimeUnit.SECONDS);
      out.write("event: counts\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldShowADeadLetterWithItsPayload() {
    Page page = browser.open("/dead-letters?state=all", ColorScheme.LIGHT, WIDE);
    page.getByLabel("Show 0:12").click();
    assertThat(page.locator("#acted")).containsText("Discarded by ada");
    assertThat(page.locator("#acted")).containsText("saga-error-code");
    assertThat(page.locator("#acted pre")).containsText("order-8812");
  }

  @Test
  void shouldRememberViewsAndTheScheme() {
    Page page = browser.open("/sagas?q=wait:incident", ColorScheme.LIGHT, WIDE);
    page.locator("#view-name").fill("<b>mine</b>");
    page.keyboard().press("Enter");
    assertThat(page.locator("#views a")).hasText("<b>mine</b>");
    page.locator("[data-act=theme]").click();
    page.locator("[data-act=theme]").click();
    page.navigate(origin(server) + "/sagas");
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    page.locator("#views a").click();
    page.waitForURL("**/sagas?q=wait*");
    page.locator("#views button").click();
    assertThat(page.locator("#views a")).hasCount(0);
  }

  @Test
  void shouldShowTimesOfTheZoneOfWhoLooks() {
    Page page = browser.open("/sagas/order-8812", ColorScheme.LIGHT, WIDE);
    assertThat(page.locator(".title time").first())
        .hasAttribute("title", "2026-11-29 20:00:00.000 +01:00");
  }

  @Test
  void shouldLookBackByRevision() {
    Page page = browser.open("/sagas/order-8812", ColorScheme.LIGHT, WIDE);
    page.keyboard().press("[");
    page.waitForURL("**/sagas/order-8812?revision=16");
    assertThat(page.locator("#number-shown")).hasText("16");
    assertThat(page.locator(".past")).containsText("As it was after revision 16 of 17");
    assertThat(page.locator("svg.timeline")).isVisible();
    assertThat(page.locator("#act-title")).hasCount(0);
    page.keyboard().press("[");
    page.waitForURL("**/sagas/order-8812?revision=15");
    assertThat(seriousFindings(page)).isEmpty();
    page.goBack();
    assertThat(page.locator(".past")).containsText("As it was after revision 16 of 17");
    page.getByText("Show it as it is now").click();
    assertThat(page.locator("#act-title")).isVisible();
  }

  @Test
  void shouldSignInAndOut(@TempDir Path folder) throws Exception {
    try (SagaServer closed =
            CannedApi.serve(
                API.routes(), TokenFile.read(LoginTest.tokens(folder, TOKEN, "operator")));
        Browser own = Browser.start(origin(closed))) {
      Page page = own.open("/sagas/order-8812", ColorScheme.LIGHT, WIDE);
      page.locator("#token").fill("wrong");
      page.keyboard().press("Enter");
      assertThat(page.locator("#refused")).containsText("not in use");
      page.locator("#token").fill(TOKEN);
      page.keyboard().press("Enter");
      page.waitForURL("**/sagas/order-8812");
      assertThat(page.url()).doesNotContain(TOKEN);
      assertThat(page.evaluate("document.cookie")).isEqualTo("");
      page.getByText("Sign out").click();
      page.waitForURL("**/login");
      assertThat(own.faults).isEmpty();
    }
  }

  @Test
  void shouldSignInAtAnIssuerOfAnotherSite() throws Exception {
    int port = TestIssuer.freePort();
    try (TestIssuer issuer = TestIssuer.start();
        SagaServer closed = withIssuer(issuer, port);
        Browser own = Browser.start(origin(closed))) {
      Page page = own.open("/sagas/order-8812", ColorScheme.LIGHT, WIDE);
      page.getByText("Sign in at localhost").click();
      page.waitForURL(origin(closed) + "/sagas/order-8812");
      assertThat(page.getByText("Sign out")).isVisible();
      assertThat(page.evaluate("document.cookie")).isEqualTo("");
      own.faults.removeIf(fault -> fault.contains(" asks " + issuer.address() + "/authorize?"));
      assertThat(own.faults).isEmpty();
    }
  }

  private static SagaServer withIssuer(TestIssuer issuer, int port) {
    OidcAuthenticator authenticator =
        new OidcAuthenticator(issuer.settings(port, List.of("openid")));
    return SagaServer.start(
        new ServerSettings("127.0.0.1", port, authenticator, OidcLogin.of(authenticator)),
        API.routes(),
        new Probes(Optional::empty, Optional::empty, Optional::empty));
  }
}
