package dev.sagas.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.exchange.Route;
import dev.sagas.http.exchange.StreamedBody;
import dev.sagas.http.exchange.TooManyRequestsException;
import dev.sagas.http.security.RequestLimiter;
import dev.sagas.http.ui.AskReader;
import dev.sagas.http.ui.UiRoutes;
import dev.sagas.internal.LocalEndpoint;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of an instance: health, metrics, the REST API and the web UI.
 *
 * <ul>
 *   <li>{@code GET /health/live} and {@code GET /health/ready} answer 200 or 503 with a JSON
 *       object: {@code status} is {@code UP} or {@code DOWN}, and {@code reason} says why it is
 *       down. {@code GET /metrics} has Prometheus' format. These three need no authentication.
 *   <li>Refuses requests from pages of other sites: see {@link LocalEndpoint}.
 *   <li>Errors are {@code application/problem+json} with a stable {@code code}.
 * </ul>
 */
public final class SagaServer implements AutoCloseable {
  /** The largest body of a request. */
  public static final long MAX_BODY_BYTES = 2L * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(SagaServer.class);
  private static final String EVENTS = "/api/v1/events";
  private static final String PROBLEM = "application/problem+json";
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final Javalin server;
  private final ServerSettings settings;
  private final RequestLimiter limiter;
  private final UiRoutes.Settings ui;

  private SagaServer(ServerSettings settings, List<Route> routes, Probes probes) {
    this.settings = settings;
    this.limiter = new RequestLimiter(settings.limits());
    List<Route> limited = limiter.limited(routes);
    this.ui =
        new UiRoutes.Settings(
            limited,
            settings.authenticator(),
            settings.login(),
            settings.sessions(),
            limiter,
            Clock.systemUTC(),
            limited.stream()
                .filter(route -> route.path().equals(EVENTS))
                .findFirst()
                .map(route -> route.path() + "?only=counts"));
    this.server = Javalin.create(config -> configure(config, limited, probes));
  }

  /** Starts answering. */
  public static SagaServer start(ServerSettings settings, List<Route> routes, Probes probes) {
    SagaServer started = new SagaServer(settings, routes, probes);
    started.server.start(settings.host(), settings.port());
    return started;
  }

  private void configure(JavalinConfig config, List<Route> routes, Probes probes) {
    config.startup.showJavalinBanner = false;
    config.http.maxRequestSize = MAX_BODY_BYTES;
    config.http.prefer405over404 = true;
    config.routes.before(this::protect);
    config.routes.get("/health/live", context -> health(context, probes.whyNotLive().get()));
    config.routes.get("/health/ready", context -> health(context, probes.whyNotReady().get()));
    config.routes.get("/metrics", context -> metrics(context, probes.metrics().get()));
    routes.forEach(
        route ->
            config.routes.addHttpHandler(
                HandlerType.findOrCreate(route.method().name()),
                route.path(),
                context -> answer(context, route)));
    UiRoutes.install(config, ui);
    settings
        .sessions()
        .signOuts()
        .ifPresent(known -> new SignOutRoute(known, limiter, ui.clock()).addTo(config));
    config.routes.error(
        ProblemCode.NO_SUCH_PATH.status(),
        context -> unlessAnswered(context, ProblemCode.NO_SUCH_PATH, "no such path"));
    config.routes.error(
        ProblemCode.METHOD_NOT_ALLOWED.status(),
        context -> unlessAnswered(context, ProblemCode.METHOD_NOT_ALLOWED, "another method"));
    config.routes.error(
        ProblemCode.TOO_LARGE.status(),
        context ->
            unlessAnswered(
                context, ProblemCode.TOO_LARGE, "Expected at most " + MAX_BODY_BYTES + " bytes"));
    config.routes.exception(Exception.class, SagaServer::fail);
  }

  private void protect(Context context) {
    context.header("X-Content-Type-Options", "nosniff");
    context.header("X-Frame-Options", "DENY");
    context.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cache-Control", "no-store");
    new LocalEndpoint(settings.host())
        .refusal(name -> header(context, name).filter(value -> !isLinkToPage(context, name)))
        .ifPresent(
            refusal -> {
              ProblemCode code =
                  refusal.status() == ProblemCode.UNSUPPORTED_MEDIA_TYPE.status()
                      ? ProblemCode.UNSUPPORTED_MEDIA_TYPE
                      : ProblemCode.FOREIGN_PAGE;
              problem(context, code, refusal.reason());
              context.skipRemainingHandlers();
            });
  }

  /**
   * A link on another site, such as in a chat, may open a page: the other site learns nothing of
   * it, and the page is shown in no frame of it. The same request of a script is refused.
   */
  private static boolean isLinkToPage(Context context, String header) {
    return header.equals("Sec-Fetch-Site")
        && context.method().equals(HandlerType.GET)
        && UiRoutes.isPage(context.path())
        && header(context, "Sec-Fetch-Mode").filter("navigate"::equals).isPresent()
        && header(context, "Sec-Fetch-Dest").filter("document"::equals).isPresent();
  }

  private static void health(Context context, Optional<String> whyDown) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("status", whyDown.isEmpty() ? "UP" : "DOWN");
    whyDown.ifPresent(reason -> json.put("reason", reason));
    context
        .status(whyDown.isEmpty() ? OK : UNAVAILABLE)
        .contentType("application/json")
        .result(json.toString());
  }

  private static void metrics(Context context, Optional<String> text) {
    if (text.isEmpty()) {
      problem(context, ProblemCode.NO_SUCH_PATH, "Metrics are switched off: metrics.enabled");
    } else {
      context.contentType("text/plain; version=0.0.4; charset=utf-8").result(text.get());
    }
  }

  private void answer(Context context, Route route) {
    Optional<String> authorization =
        header(context, "Authorization").or(() -> UiRoutes.session(context, ui));
    HttpReply reply =
        route.answer(AskReader.read(context, verified(authorization, context.ip()), authorization));
    context.status(reply.status()).contentType(reply.contentType());
    if (reply.stream().isPresent()) {
      stream(context, reply.stream().get());
    } else {
      context.result(reply.body());
    }
  }

  private Person verified(Optional<String> authorization, String address) {
    try {
      return settings.authenticator().verify(authorization);
    } catch (ProblemException e) {
      limiter.failed(address);
      throw e;
    }
  }

  /** Past the server's compression, which would keep small events back. */
  private static void stream(Context context, StreamedBody body) {
    context.header("X-Accel-Buffering", "no");
    try {
      body.writeTo(context.res().getOutputStream());
    } catch (IOException e) {
      LOG.debug("{} is not read any more", context.path(), e);
    }
  }

  private static Optional<String> header(Context context, String name) {
    return Optional.ofNullable(context.header(name));
  }

  private static void fail(Exception failure, Context context) {
    if (failure instanceof TooManyRequestsException refused) {
      context.header("Retry-After", Long.toString(refused.retryAfterSeconds()));
      problem(context, refused.code(), refused.detail());
    } else if (failure instanceof ProblemException problem) {
      problem(context, problem.code(), problem.detail());
    } else if (failure instanceof DeploymentException) {
      problem(context, ProblemCode.PLATFORM_UNAVAILABLE, String.valueOf(failure.getMessage()));
    } else if (failure instanceof HttpResponseException refused) {
      context.status(refused.getStatus());
    } else {
      LOG.error("{} {} failed", context.method(), context.path(), failure);
      problem(
          context, ProblemCode.INTERNAL, "The service failed to answer; its log has the reason");
    }
  }

  private static void unlessAnswered(Context context, ProblemCode code, String detail) {
    if (!PROBLEM.equals(context.res().getContentType())) {
      problem(context, code, detail);
    }
  }

  private static void problem(Context context, ProblemCode code, String detail) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", "about:blank");
    json.put("title", code.text().replace('-', ' '));
    json.put("status", code.status());
    json.put("code", code.text());
    json.put("detail", detail);
    if (code == ProblemCode.UNAUTHENTICATED) {
      context.header("WWW-Authenticate", "Bearer");
    }
    context.status(code.status()).contentType(PROBLEM).result(json.toString());
  }

  /** The port in use. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
