package dev.sagas.http.ui;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A browser of this machine, and everything that a page does wrong in it.
 *
 * <ul>
 *   <li>Its driver is npm's playwright-core in {@code target/playwright}, put there by {@code
 *       .ci/browser-driver}; the one inside the Maven artifact is 202 MB.
 * </ul>
 */
final class Browser implements AutoCloseable {
  /** A machine that runs all suites at once has taken more than 30 s for a picture. */
  private static final double PATIENCE_MS = 120_000;

  private static final Path DRIVER =
      Path.of("..", "target", "playwright").toAbsolutePath().normalize();

  final List<String> faults = new CopyOnWriteArrayList<>();

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final String origin;

  private Browser(String origin) {
    System.setProperty("playwright.cli.dir", DRIVER.toString());
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    this.origin = origin;
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        program("node").orElseThrow().toString())));
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program("chromium").orElseThrow())
                    .setArgs(List.of("--no-sandbox")));
  }

  /** Starts one for the pages of an origin. */
  static Browser start(String origin) {
    return new Browser(origin);
  }

  /** Why there is none; empty if there is one. */
  static Optional<String> whyNot() {
    for (String needed : List.of("chromium", "node")) {
      if (program(needed).isEmpty()) {
        return Optional.of("there is no " + needed + " on the path");
      }
    }
    return Files.exists(DRIVER.resolve("package/cli.js"))
        ? Optional.empty()
        : Optional.of("there is no driver: run .ci/browser-driver");
  }

  private static Optional<Path> program(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a page of its own, and waits until it has loaded everything. */
  Page open(String path, ColorScheme scheme, int width) {
    Page page = openLive(path, scheme, width);
    page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
    return page;
  }

  /** The same of a page that listens to events, and so never ends loading. */
  Page openLive(String path, ColorScheme scheme, int width) {
    BrowserContext context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, 800)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin"));
    context.setDefaultTimeout(PATIENCE_MS);
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            faults.add(path + " console: " + message.text());
          }
        });
    page.onPageError(error -> faults.add(path + " error: " + error));
    page.onRequest(
        request -> {
          if (!request.url().startsWith(origin)) {
            faults.add(path + " asks " + request.url());
          }
        });
    page.navigate(origin + path);
    return page;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
