package dev.sagas.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.cli.shared.RefusedException;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.json.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks the orchestrators over HTTP.
 *
 * <ul>
 *   <li>Gives up within 5 s if nothing answers at the address, which the message names; what is
 *       asked may take 30 s.
 *   <li>What the service refuses is a {@link RefusedException}; anything else that is wrong is a
 *       {@link ServerException}.
 * </ul>
 */
public final class ServerCalls {
  private static final String API = "/api/v1";
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int REDIRECTS = 300;

  private static final Set<String> REFUSALS =
      Set.of(
          "refused",
          "conflict",
          "forbidden",
          "no-such-saga",
          "no-such-definition",
          "no-such-revision",
          "no-such-batch");

  /** How the detail of a refused action begins: the engine's own code. */
  private static final Pattern REJECTION = Pattern.compile("([A-Z][A-Z_]+): (.*)", Pattern.DOTALL);

  private final URI address;
  private final Optional<String> token;
  private final HttpClient http;
  private boolean reached;

  ServerCalls(URI address, Optional<String> token) {
    this.address = address;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(ServerReach.LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** The path of one saga, or of something of it. */
  public static String saga(Object id, String suffix) {
    return "/sagas/" + encoded(id.toString()) + suffix;
  }

  /**
   * Asks.
   *
   * @param path after {@code /api/v1}
   */
  public JsonNode get(String path, Map<String, List<String>> query) {
    return checked(exchange(request(path, query).GET().timeout(ANSWER_LIMIT)));
  }

  /** The same, without parameters. */
  public JsonNode get(String path) {
    return get(path, Map.of());
  }

  /**
   * Requests something that is done at once.
   *
   * @param key makes a repetition harmless; empty for none
   */
  public JsonNode post(String path, JsonNode body, Optional<String> key) {
    return checked(exchange(posted(request(path, Map.of()), body, key).timeout(ANSWER_LIMIT)));
  }

  /**
   * Requests an action on a saga, and waits for its answer. What the engine refuses is an answer as
   * well.
   *
   * @param key makes a repetition harmless; empty for none
   * @param wait how long the service is to wait for the answer
   */
  public Submitted act(String path, JsonNode body, Optional<String> key, Duration wait) {
    HttpRequest.Builder request =
        posted(request(path, Map.of("timeout", List.of(wait.toMillis() + "ms"))), body, key);
    try {
      return answer(exchange(request.timeout(ANSWER_LIMIT.plus(wait))));
    } catch (ServerException e) {
      if (e.maybeSent()) {
        return new Submitted(
            Optional.empty(), new Answer.Unknown(e.getMessage() + ". It may still be applied"));
      }
      throw e;
    }
  }

  private Submitted answer(Answered answered) {
    if (answered.status() >= REDIRECTS) {
      Matcher rejection = REJECTION.matcher(answered.json().path("detail").asText());
      if (REFUSALS.contains(answered.json().path("code").asText()) && rejection.matches()) {
        return new Submitted(
            Optional.empty(), new Answer.Refused(rejection.group(1), rejection.group(2)));
      }
    }
    JsonNode json = checked(answered);
    return read(() -> AnswerFromJson.read(json));
  }

  /** Reads an answer; one that is not as expected is the service's fault. */
  public <T> T read(Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw new ServerException(
          "Expected %s to answer as this version does, but: %s".formatted(address, e.getMessage()),
          true,
          e);
    }
  }

  /** What is missing in an answer, because some instance did not take part. */
  public static Optional<String> gap(JsonNode answer) {
    JsonNode freshness = answer.path("freshness");
    return freshness.path("complete").asBoolean(true)
        ? Optional.empty()
        : Optional.of(
            "Some sagas may be missing: not every partition has an instance that answers");
  }

  private HttpRequest.Builder request(String path, Map<String, List<String>> query) {
    String parameters =
        query.entrySet().stream()
            .flatMap(
                each -> each.getValue().stream().map(value -> each.getKey() + "=" + encoded(value)))
            .sorted()
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(address + API + path + (parameters.isEmpty() ? "" : "?" + parameters)))
            .header("Accept", "application/json");
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return request;
  }

  private static HttpRequest.Builder posted(
      HttpRequest.Builder request, JsonNode body, Optional<String> key) {
    key.ifPresent(id -> request.header("Idempotency-Key", id));
    return request
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(Json.line(body), StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private record Answered(int status, JsonNode json) {}

  private Answered exchange(HttpRequest.Builder request) {
    if (!reached) {
      new ServerReach(http, address).require();
      reached = true;
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answered(response.statusCode(), JsonFields.parse(response.body()));
    } catch (HttpConnectTimeoutException e) {
      throw silent("no connection was made in time", false, e);
    } catch (ConnectException e) {
      throw silent("it cannot be reached", false, e);
    } catch (HttpTimeoutException e) {
      throw silent("there was no answer in time", true, e);
    } catch (IOException e) {
      throw silent(String.valueOf(e.getMessage()), true, e);
    } catch (IllegalArgumentException e) {
      throw silent("something else did", true, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent("this command was interrupted", true, e);
    }
  }

  private ServerException silent(String why, boolean sent, Exception cause) {
    return new ServerException(
        "Expected an orchestrator to answer at %s, but %s".formatted(address, why), sent, cause);
  }

  private JsonNode checked(Answered answered) {
    if (answered.status() >= OK && answered.status() < REDIRECTS) {
      return answered.json();
    }
    String code = answered.json().path("code").asText("status " + answered.status());
    String detail = answered.json().path("detail").asText("no detail");
    if (REFUSALS.contains(code)) {
      throw new RefusedException(detail);
    }
    String advice = code.equals("unauthenticated") ? ". Name a token with --token-file" : "";
    throw new ServerException(
        "%s answered %s: %s%s".formatted(address, code, detail, advice),
        false,
        new IllegalStateException(code));
  }
}
