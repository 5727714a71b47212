package dev.sagas.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sagas.http.cluster.SignOutExchange;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.http.security.RequestLimiter;
import dev.sagas.http.security.SignOuts;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Clock;

/**
 * Where other instances tell which sessions were signed out, and learn of those that are known
 * here. Both are sealed with the key of the sessions, which is what authenticates them.
 */
final class SignOutRoute {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SignOuts known;
  private final RequestLimiter limiter;
  private final Clock clock;

  SignOutRoute(SignOuts known, RequestLimiter limiter, Clock clock) {
    this.known = known;
    this.limiter = limiter;
    this.clock = clock;
  }

  void addTo(JavalinConfig config) {
    config.routes.post(SignOutExchange.PATH, this::exchange);
  }

  private void exchange(Context context) {
    long nowMs = clock.millis();
    try {
      known.learn(sealed(context), nowMs);
    } catch (ProblemException e) {
      limiter.failed(context.ip());
      throw e;
    }
    context
        .contentType("application/json")
        .result(
            JsonNodeFactory.instance
                .objectNode()
                .put(SignOutExchange.SEALED, known.sealed(nowMs))
                .toString());
  }

  private static String sealed(Context context) {
    try {
      return MAPPER.readTree(context.body()).path(SignOutExchange.SEALED).asText();
    } catch (JsonProcessingException e) {
      throw new ProblemException(ProblemCode.FORBIDDEN, "Expected sealed sign-outs in JSON", e);
    }
  }
}
