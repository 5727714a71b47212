package dev.sagas.http.ui;

import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.exchange.Route;
import dev.sagas.http.security.Authenticator;
import dev.sagas.http.security.BrowserLogin;
import dev.sagas.http.security.BrowserSessions;
import dev.sagas.http.security.RequestLimiter;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The pages of the web UI.
 *
 * <ul>
 *   <li>Every page and part has a policy under which a browser runs and loads only what this server
 *       serves as files, and shows the page in no frame.
 *   <li>Forms are sent as JSON by a script: a page of another site can make a browser send a plain
 *       form, but not JSON without asking first; the server refuses both by their origin, too, and
 *       a session's cookie does not come along. So there is no token to be kept in each form.
 *   <li>With authentication, who has no session is sent to {@code /login}.
 * </ul>
 */
public final class UiRoutes {
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final int NOT_FOUND = 404;

  private final Settings settings;
  private final StaticFiles files = StaticFiles.load();
  private final Templates templates;
  private final ApiCaller api;
  private final Login login;

  /**
   * What the pages are made from.
   *
   * @param api the routes that they ask
   * @param login how people sign in, besides with a token
   * @param limiter refuses those who try to sign in too often
   * @param events the path of server-sent events, each of which says that something changed; empty
   *     if there are none, and the pages are refreshed by the clock
   */
  public record Settings(
      List<Route> api,
      Authenticator authenticator,
      Optional<BrowserLogin> login,
      BrowserSessions sessions,
      RequestLimiter limiter,
      Clock clock,
      Optional<String> events) {
    public Settings {
      api = List.copyOf(api);
    }
  }

  private UiRoutes(Settings settings) {
    this.settings = settings;
    this.templates = new Templates(files, settings.events());
    this.api = new ApiCaller(settings.api());
    this.login = new Login(settings, templates);
  }

  /** Adds the pages to a server. */
  public static void install(JavalinConfig config, Settings settings) {
    new UiRoutes(settings).addTo(config);
  }

  /** Whether a path is one of a page, not one of the API or of those who watch the process. */
  public static boolean isPage(String path) {
    return !path.startsWith("/api/")
        && !path.startsWith("/health/")
        && !path.startsWith("/internal/")
        && !path.equals("/metrics");
  }

  private void addTo(JavalinConfig config) {
    ListPage list = new ListPage(templates);
    OtherPages other = new OtherPages(templates);
    page(config, "/", new OverviewPage(templates)::show);
    page(config, "/sagas", list::show);
    addSaga(config);
    BatchPage batches = new BatchPage(templates);
    page(config, "/batches", batches::list);
    form(config, "/batches", batches::prepare);
    page(config, "/batches/{batch}", batches::progress);
    form(config, "/batches/{batch}/run", batches::run);
    form(config, "/batches/{batch}/stop", batches::stop);
    page(config, "/definitions", other::definitions);
    page(config, "/definitions/{type}/{version}", other::definition);
    page(config, "/definitions/{type}/{version}/gate", other::gate);
    page(config, "/dead-letters", other::deadLetters);
    page(config, "/dead-letters/{position}", other::deadLetter);
    form(config, "/dead-letters/act", other::actOnLetter);
    PlatformPages platform = new PlatformPages(templates);
    page(config, "/participants", platform::participants);
    page(config, "/participants/table", platform::table);
    page(config, "/overview/days", platform::days);
    page(config, "/audit", platform::audit);
    page(config, "/instances", other::instances);
    page(config, "/instances/doctor", other::doctor);
    addLogin(config);
    config.routes.get("/assets/{version}/{name}", this::file);
  }

  private void addSaga(JavalinConfig config) {
    SagaPage saga = new SagaPage(templates);
    page(config, "/sagas/{id}", saga::show);
    page(config, "/sagas/{id}/why", saga::why);
    page(config, "/sagas/{id}/timeline", saga::timeline);
    page(config, "/sagas/{id}/data", saga::data);
    page(config, "/sagas/{id}/related", saga::related);
    page(config, "/sagas/{id}/records/{position}", saga::record);
    page(config, "/sagas/{id}/command", saga::command);
    page(config, "/sagas/{id}/journal", saga::journal);
    page(config, "/sagas/{id}/fence", saga::fence);
    page(config, "/sagas/{id}/chain", saga::chain);
    form(config, "/sagas/{id}/act", saga::act);
    form(config, "/sagas/{id}/decide", saga::decide);
    page(config, "/sagas/{id}/undo", saga::undo);
  }

  private void addLogin(JavalinConfig config) {
    config.routes.get("/login", context -> answer(context, login::show));
    config.routes.get("/login/session", context -> answer(context, login::known));
    config.routes.post("/login", context -> answer(context, login.limited(login::enter)));
    settings
        .login()
        .map(issuer -> new IssuerLogin(login, issuer))
        .ifPresent(
            issuer -> {
              config.routes.get(
                  "/login/begin", context -> answer(context, login.limited(issuer::begin)));
              config.routes.get(
                  "/login/callback", context -> answer(context, login.limited(issuer::finish)));
            });
    config.routes.post("/logout", context -> answer(context, login::leave));
  }

  private void page(JavalinConfig config, String path, Function<Visit, HttpReply> page) {
    config.routes.get(path, context -> visit(context, page));
  }

  private void form(JavalinConfig config, String path, Function<Visit, HttpReply> page) {
    config.routes.post(path, context -> visit(context, page));
  }

  private void visit(Context context, Function<Visit, HttpReply> page) {
    Optional<String> authorization;
    Optional<Person> person;
    try {
      authorization = login.authorization(context);
      person = login.person(authorization);
    } catch (ProblemException e) {
      answer(context, ignored -> login.refused(context.path(), e));
      return;
    }
    if (person.isEmpty()) {
      answer(context, this::toLogin);
      return;
    }
    boolean canSignOut = settings.authenticator().isProtecting();
    Visit visit =
        new Visit(
            AskReader.read(context, person.get(), authorization),
            context.path(),
            canSignOut,
            settings.clock().millis(),
            api);
    answer(context, ignored -> shown(visit, page));
  }

  private HttpReply shown(Visit visit, Function<Visit, HttpReply> page) {
    try {
      return page.apply(visit);
    } catch (ProblemException e) {
      HttpReply reply =
          visit.ask().header("hx-request").isPresent()
              ? templates.part("problemPart", Map.of("problem", e))
              : templates.page(visit, "Cannot be shown", "problem", Map.of("problem", e));
      return new HttpReply(e.code().status(), reply.contentType(), reply.body());
    }
  }

  private HttpReply toLogin(Context context) {
    String query = context.queryString();
    String next = context.path() + (query == null ? "" : "?" + query);
    String url = "/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    if (context.header("HX-Request") != null) {
      context.header("HX-Redirect", "/login");
      return new HttpReply(ProblemCode.UNAUTHENTICATED.status(), Templates.HTML, "");
    }
    context.header("Location", url);
    return new HttpReply(Login.SEE_OTHER, Templates.HTML, "");
  }

  private static void answer(Context context, Function<Context, HttpReply> answerer) {
    context.header("Content-Security-Policy", POLICY);
    HttpReply reply = answerer.apply(context);
    context.status(reply.status()).contentType(reply.contentType()).result(reply.body());
  }

  private void file(Context context) {
    Optional<StaticFiles.StaticFile> file =
        files.find(context.pathParam("version"), context.pathParam("name"));
    if (file.isEmpty()) {
      context.status(NOT_FOUND);
      return;
    }
    context.header("Cache-Control", FOR_EVER);
    context.contentType(file.get().contentType()).result(file.get().content());
  }

  /** The header that the session of a request stands for; empty if it has none. */
  public static Optional<String> session(Context context, Settings settings) {
    return Optional.ofNullable(context.cookie(Login.COOKIE))
        .flatMap(id -> settings.sessions().authorization(id, settings.clock().millis()));
  }
}
