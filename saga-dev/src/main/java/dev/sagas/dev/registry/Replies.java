package dev.sagas.dev.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers and errors the way Confluent's registry does. */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int STORE_ERROR = 50001;

  private Replies() {}

  static ObjectNode object() {
    return ChangeJson.JSON.createObjectNode();
  }

  static void json(Context context, JsonNode body) {
    json(context, body.toString());
  }

  static void json(Context context, Collection<?> body) {
    json(context, ChangeJson.JSON.valueToTree(body).toString());
  }

  /** {@code body} is JSON already. Sent as bytes: the media type names no charset to send it in. */
  static void json(Context context, String body) {
    context.contentType(MEDIA_TYPE).result(body.getBytes(StandardCharsets.UTF_8));
  }

  static void addErrorsTo(RoutesConfig routes) {
    routes.exception(
        RegistryError.class,
        (error, context) -> error(context, error.status(), error.code(), message(error)));
    routes.exception(
        LogUnavailableException.class,
        (failure, context) -> {
          LOG.warn("{} {} failed", context.method(), context.path(), failure);
          error(context, 500, STORE_ERROR, message(failure));
        });
    routes.error(
        404,
        context -> {
          if (context.resultInputStream() == null
              || !MEDIA_TYPE.equals(context.res().getContentType())) {
            error(context, 404, 404, "HTTP 404 Not Found");
          }
        });
  }

  private static void error(Context context, int status, int code, String message) {
    context.status(status);
    json(context, object().put("error_code", code).put("message", message));
  }

  private static String message(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }
}
