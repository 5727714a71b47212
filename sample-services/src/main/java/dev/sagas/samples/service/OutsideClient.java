package dev.sagas.samples.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.DeduplicationKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Calls the bank and the carriers over HTTP, each call with an idempotency key.
 *
 * <ul>
 *   <li>Thread-safe; one for each service.
 *   <li>Does not retry. The participant does so, after checking the fence.
 * </ul>
 */
public final class OutsideClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The other side said no: the card was declined, the carrier is unknown, the key cancelled. */
  private static final Set<Integer> REFUSALS = Set.of(402, 404, 409);

  /** The other side called another system, which did not answer. */
  private static final int GATEWAY_TIMEOUT = 504;

  private final URI url;
  private final Duration timeout;
  private final HttpClient http;

  private OutsideClient(URI url, Duration timeout, HttpClient http) {
    this.url = url;
    this.timeout = timeout;
    this.http = http;
  }

  /** For the configured URL, with the configured time-out. */
  public static OutsideClient of(ServiceConfig config) {
    return new OutsideClient(
        config.outsideUrl(),
        config.outsideTimeout(),
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build());
  }

  /**
   * What to ask for.
   *
   * @param path such as {@code /charges}
   * @param key the same for the same effect, however often it is requested
   * @param body becomes a JSON object
   * @param deadline the call does not wait beyond it
   */
  public record Call(String path, DeduplicationKey key, Map<String, ?> body, Instant deadline) {
    public Call {
      body = Map.copyOf(body);
    }
  }

  /**
   * Makes a call and returns its result.
   *
   * <ul>
   *   <li>Status 2xx is {@code succeeded}; 402, 404 and 409 with a code are {@code rejected}: there
   *       is no effect; 504 with a code is {@code failed}.
   * </ul>
   *
   * @param reply converts the answer to the step's reply
   * @throws OutsideUnavailableException if there was no answer in time, or one with another status
   *     from 500
   * @throws IllegalStateException if the answer has any other status, such as 422 for a key that
   *     was used for another request
   */
  public StepResult post(Call call, Function<JsonNode, SpecificRecord> reply)
      throws InterruptedException {
    HttpResponse<String> response;
    try {
      response = http.send(request(call), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new OutsideUnavailableException(
          "Expected %s%s to answer, but got %s".formatted(url, call.path(), e.getClass().getName()),
          e);
    }
    int status = response.statusCode();
    JsonNode body = json(response.body());
    String code = body.path("code").asText("");
    if (status / 100 == 2) {
      return StepResult.succeeded(reply.apply(body));
    } else if (REFUSALS.contains(status) && !code.isEmpty()) {
      return StepResult.rejected(code, body.path("detail").asText(""));
    } else if (status == GATEWAY_TIMEOUT && !code.isEmpty()) {
      return StepResult.failed(code, body.path("detail").asText(""));
    }
    String problem =
        String.format(
            Locale.ROOT,
            "Expected %s%s to take %s, but it answered %d %s",
            url,
            call.path(),
            call.key(),
            status,
            code);
    if (status >= 500) {
      throw new OutsideUnavailableException(problem);
    }
    throw new IllegalStateException(problem);
  }

  private HttpRequest request(Call call) {
    return HttpRequest.newBuilder(url.resolve(call.path()))
        .timeout(patience(call))
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", call.key().toString())
        .POST(
            BodyPublishers.ofString(
                JSON.valueToTree(call.body()).toString(), StandardCharsets.UTF_8))
        .build();
  }

  private Duration patience(Call call) {
    Instant now = Instant.now();
    if (!now.isBefore(call.deadline())) {
      throw new OutsideUnavailableException("Expected to call before " + call.deadline());
    }
    return now.plus(timeout).isBefore(call.deadline())
        ? timeout
        : Duration.between(now, call.deadline());
  }

  /** A page from a proxy in between is not an answer, but needs no separate error. */
  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}
