package dev.sagas.orchestrator.http;

import dev.sagas.internal.LocalEndpoint;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Health over HTTP: {@code GET /health/live} and {@code GET /health/ready} answer 200 or 503 with a
 * JSON object: {@code status} is {@code UP} or {@code DOWN}, and {@code reason} says why it is
 * down.
 *
 * <ul>
 *   <li>Binds to loopback by default, and refuses requests from web pages: see {@link
 *       LocalEndpoint}.
 * </ul>
 */
public final class HealthServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final Javalin server;

  private HealthServer(Javalin server) {
    this.server = server;
  }

  /**
   * Starts answering.
   *
   * @param port 0 for a free one
   * @param whyNotLive empty while it is alive
   * @param whyNotReady empty while it is ready
   */
  public static HealthServer start(
      String host,
      int port,
      Supplier<Optional<String>> whyNotLive,
      Supplier<Optional<String>> whyNotReady) {
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.before(context -> refusePages(new LocalEndpoint(host), context));
              config.routes.get("/health/live", context -> answer(context, whyNotLive.get()));
              config.routes.get("/health/ready", context -> answer(context, whyNotReady.get()));
            });
    return new HealthServer(server.start(host, port));
  }

  private static void refusePages(LocalEndpoint endpoint, Context context) {
    endpoint
        .refusal(name -> Optional.ofNullable(context.header(name)))
        .ifPresent(
            refusal -> {
              context.status(refusal.status()).json(Map.of("detail", refusal.reason()));
              context.skipRemainingHandlers();
            });
  }

  private static void answer(Context context, Optional<String> whyDown) {
    if (whyDown.isEmpty()) {
      context.status(OK).json(Map.of("status", "UP"));
    } else {
      context.status(UNAVAILABLE).json(Map.of("status", "DOWN", "reason", whyDown.get()));
    }
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
