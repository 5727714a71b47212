package dev.sagas.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Sends requests and reads answers.
 *
 * <ul>
 *   <li>A question is asked up to {@value #ATTEMPTS} times if nobody answers, or the answer is that
 *       it may pass; an action is sent once.
 * </ul>
 */
final class AdminHttp {
  static final int ATTEMPTS = 3;

  private static final String API = "/api/v1";
  private static final long BACK_OFF_MS = 200;
  private static final long MAX_BACK_OFF_MS = 5_000;
  private static final int ERRORS = 400;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final AdminConfig config;
  private final String root;
  private final HttpClient http;

  AdminHttp(AdminConfig config) {
    this.config = config;
    String server = config.server().toString();
    this.root = (server.endsWith("/") ? server.substring(0, server.length() - 1) : server) + API;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.connectTimeout())
            .build();
  }

  static JsonNode parsed(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Expected JSON, but it breaks at line %s, column %s"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
          e);
    }
  }

  /** Asks a question; the path begins after {@code /api/v1}. */
  JsonNode get(String path) {
    for (int attempt = 1; ; attempt++) {
      try {
        return answer(request(path, config.requestTimeout()).GET().build());
      } catch (UnreachableServerException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        pause(BACK_OFF_MS * attempt);
      } catch (AdminProblemException e) {
        if (attempt == ATTEMPTS || !e.problem().isPassing()) {
          throw e;
        }
        pause(Math.max(BACK_OFF_MS * attempt, e.retryAfterMs()));
      }
    }
  }

  /** Acts; the answer may take as long as the wait, and the time-out of requests in addition. */
  JsonNode post(String path, JsonNode body, Map<String, String> headers, Duration wait) {
    HttpRequest.Builder request =
        request(path, config.requestTimeout().plus(wait))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    headers.forEach(request::header);
    return answer(request.build());
  }

  /** The lines of an answer that does not end by itself. */
  Stream<String> lines(String path) {
    HttpRequest request =
        request(path, config.requestTimeout()).header("Accept", "text/event-stream").build();
    HttpResponse<Stream<String>> response = send(request, HttpResponse.BodyHandlers.ofLines());
    if (response.statusCode() >= ERRORS) {
      try (Stream<String> lines = response.body()) {
        throw problem(response, String.join("\n", lines.toList()));
      }
    }
    return response.body();
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path)).timeout(timeout);
    config.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  private JsonNode answer(HttpRequest request) {
    HttpResponse<String> response = send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= ERRORS) {
      throw problem(response, response.body());
    }
    return parsed(response.body());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UnreachableServerException(
          "Expected %s to answer, but it does not: %s".formatted(config.server(), reason(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableServerException("Interrupted while waiting for " + config.server(), e);
    }
  }

  private static String reason(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static AdminProblemException problem(HttpResponse<?> response, String body) {
    JsonNode json = jsonOrNothing(body);
    long retryAfterMs =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(seconds -> seconds.matches("[0-9]{1,6}"))
            .map(seconds -> Math.min(MAX_BACK_OFF_MS, Long.parseLong(seconds) * 1_000))
            .orElse(0L);
    return new AdminProblemException(
        json.path("code").asText("none"),
        response.statusCode(),
        json.path("detail").asText("Expected an answer, but got status " + response.statusCode()),
        retryAfterMs);
  }

  /** What a proxy answers is often not JSON. */
  private static JsonNode jsonOrNothing(String body) {
    try {
      return parsed(body);
    } catch (IllegalArgumentException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  /** Lets time pass; an interrupt ends it. */
  static void pause(long ms) {
    try {
      boolean unused = new CountDownLatch(1).await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableServerException("Interrupted while waiting to ask again", e);
    }
  }
}
