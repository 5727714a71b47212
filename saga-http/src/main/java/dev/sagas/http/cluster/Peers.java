package dev.sagas.http.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.index.cluster.Member;
import dev.sagas.index.cluster.Membership;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other instances.
 *
 * <ul>
 *   <li>They are asked with the credentials of the request: nobody sees through a peer what they
 *       would not see there.
 *   <li>Each has {@value #TIMEOUT_MS} ms to answer; one that does not is left out, and the answer
 *       says which partitions are missing.
 * </ul>
 */
public final class Peers {
  /** How long a peer may take, in ms. */
  public static final int TIMEOUT_MS = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int ACTION_TIMEOUT_MS = 15_000;
  private static final String AUTHORIZATION = "authorization";
  private static final String IDEMPOTENCY_KEY = "idempotency-key";
  private static final String LOCAL = "local";
  private static final int ERRORS = 400;

  private final Membership membership;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMillis(TIMEOUT_MS))
          .build();

  /** The peers of this instance. */
  public Peers(Membership membership) {
    this.membership = membership;
  }

  /** False while this instance does not know which others there are. */
  boolean areKnown() {
    return !membership.members().isEmpty();
  }

  /** The instances but this one that serve HTTP. */
  public List<Member> others() {
    return membership.members().stream()
        .filter(member -> !member.address().equals(membership.self()))
        .filter(member -> !member.address().endsWith(":-1"))
        .toList();
  }

  /**
   * Asks every other instance the same question.
   *
   * @param scope what it is to answer from: {@code local} or {@code standby}
   * @return what each of those that answered said
   */
  public List<JsonNode> askAll(Ask ask, String path, String scope) {
    return askEach(ask, path, scope).given();
  }

  /**
   * What the other instances answered.
   *
   * @param given by those that answered
   * @param unanswered the addresses of those that did not
   */
  public record Answers(List<JsonNode> given, List<String> unanswered) {
    /** Nobody was asked. */
    public static final Answers NONE = new Answers(List.of(), List.of());

    public Answers {
      given = List.copyOf(given);
      unanswered = List.copyOf(unanswered);
    }
  }

  /**
   * Asks every other instance the same question.
   *
   * @param scope what it is to answer from: {@code local} or {@code standby}
   */
  public Answers askEach(Ask ask, String path, String scope) {
    Map<Member, CompletableFuture<JsonNode>> asked = new LinkedHashMap<>();
    for (Member member : others()) {
      asked.put(member, send(member, ask, path, scope));
    }
    List<JsonNode> answers = new ArrayList<>();
    List<String> unanswered = new ArrayList<>();
    asked.forEach(
        (member, answer) -> {
          try {
            answers.add(answer.join());
          } catch (CompletionException e) {
            LOG.debug("Instance {} did not answer", member.address(), e);
            unanswered.add(member.address());
          }
        });
    return new Answers(answers, unanswered);
  }

  /**
   * Asks one instance.
   *
   * @return empty if it cannot be reached, or has not what is asked for
   * @throws ProblemException as it answered, if it is a problem of the request
   */
  public Optional<JsonNode> ask(Member member, Ask ask, String path, String scope) {
    try {
      return Optional.of(send(member, ask, path, scope).join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof ProblemException problem
          && problem.code() != ProblemCode.PARTITION_UNAVAILABLE
          && problem.code() != ProblemCode.NOT_READY) {
        throw problem;
      }
      LOG.debug("Instance {} did not answer", member.address(), e);
      return Optional.empty();
    }
  }

  /**
   * The first of the other instances that has what is asked for; empty if none that answered has.
   */
  public Optional<Member> firstThatHas(Ask ask, String path) {
    Map<Member, CompletableFuture<JsonNode>> asked = new LinkedHashMap<>();
    for (Member member : others()) {
      asked.put(member, send(member, ask, path, LOCAL));
    }
    Optional<Member> first = Optional.empty();
    for (Map.Entry<Member, CompletableFuture<JsonNode>> each : asked.entrySet()) {
      boolean has = each.getValue().handle((answer, failure) -> failure == null).join();
      first = first.isEmpty() && has ? Optional.of(each.getKey()) : first;
    }
    return first;
  }

  /**
   * Passes an action on to one instance, which does it itself.
   *
   * @throws ProblemException as it answered; {@link ProblemCode#NOT_READY} if it did not, and may
   *     have done it
   */
  public JsonNode passOn(Member member, Ask ask, String path) {
    HttpRequest.Builder request =
        to(member, path, query(ask, LOCAL), ACTION_TIMEOUT_MS)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(ask.body()));
    copied(ask, AUTHORIZATION, request);
    copied(ask, IDEMPOTENCY_KEY, request);
    try {
      return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
          .thenApply(Peers::json)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ProblemException problem) {
        throw problem;
      }
      throw new ProblemException(
          ProblemCode.NOT_READY,
          "Expected instance %s to take it, but it did not answer: ask what became of it"
              .formatted(member.address()),
          e);
    }
  }

  /** Sends JSON to one instance, with no credentials but what is in it. */
  CompletableFuture<JsonNode> post(Member member, String path, JsonNode body) {
    return http.sendAsync(
            HttpRequest.newBuilder(URI.create("http://" + member.address() + path))
                .timeout(Duration.ofMillis(TIMEOUT_MS))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(Peers::json);
  }

  private CompletableFuture<JsonNode> send(Member member, Ask ask, String path, String scope) {
    return http.sendAsync(
            request(member, ask, path, scope), HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(Peers::json);
  }

  /** Reads the events of one instance; complete once they end, or cannot be had. */
  CompletableFuture<?> listen(Member member, Ask ask, String path, EventLines lines) {
    return http.sendAsync(
        request(member, ask, path, "local"), HttpResponse.BodyHandlers.fromLineSubscriber(lines));
  }

  private static HttpRequest request(Member member, Ask ask, String path, String scope) {
    HttpRequest.Builder request = to(member, path, query(ask, scope), TIMEOUT_MS);
    copied(ask, AUTHORIZATION, request);
    return request.build();
  }

  private static HttpRequest.Builder to(Member member, String path, String query, int timeoutMs) {
    return HttpRequest.newBuilder(URI.create("http://" + member.address() + path + "?" + query))
        .timeout(Duration.ofMillis(timeoutMs));
  }

  private static void copied(Ask ask, String header, HttpRequest.Builder request) {
    ask.header(header).ifPresent(value -> request.header(header, value));
  }

  private static String query(Ask ask, String scope) {
    String given =
        ask.query().entrySet().stream()
            .filter(parameter -> !parameter.getKey().equals("scope"))
            .flatMap(
                parameter ->
                    parameter.getValue().stream()
                        .map(value -> parameter.getKey() + "=" + encoded(value)))
            .collect(Collectors.joining("&"));
    return given.isEmpty() ? "scope=" + scope : given + "&scope=" + scope;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    JsonNode json;
    try {
      json = MAPPER.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new CompletionException("Expected JSON from " + response.uri(), e);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
    if (response.statusCode() >= ERRORS) {
      throw new CompletionException(
          new ProblemException(
              code(json.path("code").asText()), json.path("detail").asText("no detail")));
    }
    return json;
  }

  private static ProblemCode code(String text) {
    for (ProblemCode code : ProblemCode.values()) {
      if (code.text().equals(text)) {
        return code;
      }
    }
    return ProblemCode.INTERNAL;
  }
}
