package dev.sagas.samples.outside;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The paths for charges and bookings. */
final class OutsideRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(OutsideRoutes.class);
  private static final String KEY_HEADER = "Idempotency-Key";
  private static final int MAX_KEY_CHARS = 600;
  private static final int BAD_REQUEST = 400;
  private static final int UNAVAILABLE = 503;

  private final KeyMemory memory;

  OutsideRoutes(KeyMemory memory) {
    this.memory = memory;
  }

  void addTo(RoutesConfig routes) {
    add(routes, "/charges", new Charges());
    add(routes, "/bookings", new Bookings());
    routes.get("/health/ready", context -> context.result("{\"status\":\"UP\"}"));
    routes.exception(
        IllegalArgumentException.class,
        (e, context) ->
            answer(
                context,
                Answer.problem(BAD_REQUEST, "BAD_REQUEST", String.valueOf(e.getMessage()))));
    routes.exception(
        SQLException.class,
        (e, context) -> {
          LOG.warn("{} {} failed", context.method(), context.path(), e);
          answer(context, Answer.problem(UNAVAILABLE, "TRY_AGAIN", "The database did not answer"));
        });
  }

  private void add(RoutesConfig routes, String path, Effect<?> effect) {
    routes.post(path, context -> answer(context, take(context, effect)));
    routes.post(path + "/cancel", context -> answer(context, memory.cancel(key(context), effect)));
  }

  private <R> Answer take(Context context, Effect<R> effect) throws SQLException {
    return memory.take(key(context), effect, request(context, effect.requestType()));
  }

  private static String key(Context context) {
    String key = Optional.ofNullable(context.header(KEY_HEADER)).orElse("");
    if (key.isEmpty() || key.length() > MAX_KEY_CHARS) {
      throw new IllegalArgumentException(
          "Expected the header " + KEY_HEADER + " with 1 to " + MAX_KEY_CHARS + " characters");
    }
    return key;
  }

  private static <R> R request(Context context, Class<R> type) {
    try {
      return Answer.JSON.readValue(context.bodyAsBytes(), type);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Expected the body to be a %s as JSON"
              .formatted(type.getEnclosingClass().getSimpleName()),
          e);
    }
  }

  static void answer(Context context, Answer answer) {
    String type = answer.status() < BAD_REQUEST ? "application/json" : "application/problem+json";
    byte[] body = answer.body().toString().getBytes(StandardCharsets.UTF_8);
    context.status(answer.status()).contentType(type).result(body);
  }
}
