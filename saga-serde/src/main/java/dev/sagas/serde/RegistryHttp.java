package dev.sagas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls the registry until it answers, within limits.
 *
 * <ul>
 *   <li>An answer is JSON in UTF-8 with status 2xx, or an error about the question: 404, 409 or 422
 *       with the registry's own error code.
 *   <li>An outage is what says nothing about the question: no connection, a time-out, status 5xx,
 *       408, 429 or 401. Outages are retried, on every URL in turn, starting with the last one that
 *       answered; 401 is not retried, because only a change of settings helps.
 *   <li>Anything else is a {@link StrangeAnswerException}, once every URL has given such an answer.
 * </ul>
 */
final class RegistryHttp {
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Set<Integer> ERRORS_THAT_ANSWER = Set.of(404, 409, 422);
  private static final Set<Integer> MAY_PASS = Set.of(408, 429);
  private static final int UNKNOWN_USER = 401;
  private static final int FORBIDDEN = 403;
  static final ObjectMapper JSON = new ObjectMapper();

  /** What the registry said. */
  record Answer(int status, JsonNode body) {
    boolean ok() {
      return status < 300;
    }

    int errorCode() {
      return body.path("error_code").asInt(0);
    }

    /** Code and message, for errors; the registry's messages are about schemas, not values. */
    String reason() {
      return errorCode() + " " + body.path("message").asText("");
    }
  }

  private final RegistryConfig config;
  private final HttpClient http;
  private volatile int preferredUrl;

  RegistryHttp(RegistryConfig config) {
    this.config = config;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(positive(config.connectTimeout()));
    config.ssl().ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  Answer get(String path) {
    return send("GET", path, Optional.empty());
  }

  Answer post(String path, JsonNode body) {
    return send("POST", path, Optional.of(body));
  }

  Answer put(String path, JsonNode body) {
    return send("PUT", path, Optional.of(body));
  }

  private Answer send(String method, String path, Optional<JsonNode> body) {
    RegistryUnavailableException last = unavailable(method, path, "it was not asked", null);
    for (int round = 0; round <= config.maxRetries(); round++) {
      if (round > 0) {
        pause(round);
      }
      int strange = 0;
      int first = preferredUrl;
      for (int i = 0; i < config.urls().size(); i++) {
        int url = (first + i) % config.urls().size();
        try {
          Answer answer = sendOnce(request(config.urls().get(url), method, path, body));
          preferredUrl = url;
          return answer;
        } catch (StrangeAnswerException e) {
          last = e;
          strange++;
        } catch (IOException e) {
          last = unavailable(method, path, describe(e), e);
        }
      }
      if (strange == config.urls().size()) {
        throw last;
      }
    }
    throw last;
  }

  private HttpRequest request(URI url, String method, String path, Optional<JsonNode> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(positive(config.requestTimeout()))
            .header("Accept", MEDIA_TYPE + ", application/json")
            .header("Content-Type", MEDIA_TYPE)
            .method(
                method,
                body.map(json -> BodyPublishers.ofString(json.toString(), StandardCharsets.UTF_8))
                    .orElseGet(BodyPublishers::noBody));
    config.authorization().ifPresent(value -> request.header("Authorization", value));
    return request.build();
  }

  /** Throws {@link IOException} for outages that may be temporary. */
  private Answer sendOnce(HttpRequest request) throws IOException {
    HttpResponse<byte[]> response = exchange(request);
    int status = response.statusCode();
    if (status == UNKNOWN_USER) {
      throw unavailable(
          request.method(), request.uri().getRawPath(), "it denied access with 401", null);
    }
    if (status / 100 == 5 || MAY_PASS.contains(status)) {
      throw new IOException("it answered with status " + status);
    }
    if (status / 100 != 2 && !ERRORS_THAT_ANSWER.contains(status)) {
      throw strange(request, "it answered with status " + status, status == FORBIDDEN);
    }
    Answer answer = new Answer(status, json(request, response));
    if (!answer.ok() && answer.errorCode() == 0) {
      throw strange(
          request,
          """
          it answered with status %s and no error code; is this the URL of a \
          Confluent-compatible registry?\
          """
              .formatted(status),
          false);
    }
    return answer;
  }

  private StrangeAnswerException strange(HttpRequest request, String why, boolean refusal) {
    return new StrangeAnswerException(
        expected(request.method(), request.uri().getRawPath(), why), refusal);
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(
          request.method(), request.uri().getRawPath(), "the wait was interrupted", e);
    }
  }

  private JsonNode json(HttpRequest request, HttpResponse<byte[]> response) {
    try {
      ByteBuffer utf8 = ByteBuffer.wrap(response.body());
      return JSON.readTree(StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
    } catch (CharacterCodingException e) {
      throw strange(request, "its answer is not UTF-8", false);
    } catch (JsonProcessingException e) {
      // The parser's message quotes its input, which may be anything.
      throw strange(
          request, "it answered with status " + response.statusCode() + " but no JSON", false);
    }
  }

  private void pause(int round) {
    Backoff backoff = new Backoff(config.retryWait().toMillis(), config.maxRetryWait().toMillis());
    try {
      Thread.sleep(backoff.afterMs(round));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("Interrupted while waiting to ask the registry", e);
    }
  }

  private RegistryUnavailableException unavailable(
      String method, String path, String why, @Nullable Exception cause) {
    String message = expected(method, path, why);
    return cause == null
        ? new RegistryUnavailableException(message)
        : new RegistryUnavailableException(message, cause);
  }

  private String expected(String method, String path, String why) {
    return "Expected the schema registry at %s to answer %s %s, but %s"
        .formatted(config.urls(), method, path, why);
  }

  private static boolean isUnknownHost(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  private static String describe(IOException e) {
    if (e instanceof ConnectException) {
      return isUnknownHost(e) ? "its host is not known" : "nothing listens there";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static Duration positive(Duration timeout) {
    return timeout.isZero() ? Duration.ofMillis(1) : timeout;
  }
}
