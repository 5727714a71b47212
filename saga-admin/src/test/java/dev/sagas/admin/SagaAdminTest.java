package dev.sagas.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sagas.http.exchange.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent, and what becomes of the answers. */
class SagaAdminTest {
  private static final String PROBLEM =
      "{\"code\":\"%s\",\"status\":%s,\"detail\":\"Expected otherwise\"}";
  private static final String ROW =
      """
      {"sagaId":"o-1","type":"order","version":2,"status":"RUNNING","revision":7,
       "since":"2026-11-29T20:00:00Z","labels":{"shop":"7"},
       "waitsFor":[{"kind":"reply","step":"pay","participant":"bank","incidentCode":null}]}
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Deque<Canned> answers = new ArrayDeque<>();
  private HttpServer server;
  private SagaAdmin admin;

  private record Canned(int status, String body, String retryAfter) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
    admin =
        SagaAdmin.of(
            AdminConfig.at(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"))
                .withToken("secret-token"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + (body.isEmpty() ? "" : " " + body)
            + (exchange.getRequestHeaders().containsKey("Idempotency-Key")
                ? " key " + exchange.getRequestHeaders().getFirst("Idempotency-Key")
                : ""));
    assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
        .isEqualTo("Bearer secret-token");
    Canned canned = answers.size() > 1 ? answers.remove() : answers.element();
    if (!canned.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", canned.retryAfter());
    }
    byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(canned.status(), bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private void answer(int status, String body) {
    answers.add(new Canned(status, body, ""));
  }

  @Test
  void shouldFetchPagesAsTheStreamIsRead() {
    // given
    answer(200, "{\"sagas\":[" + ROW + "," + ROW + "],\"next\":\"c/1\"}");
    answer(200, "{\"sagas\":[" + ROW + "],\"next\":null}");
    SagaQuery query =
        SagaQuery.all()
            .type("order")
            .waitingFor("reply")
            .olderThan(Duration.ofMinutes(10))
            .label("shop", "7 & 8")
            .status("running")
            .status("compensating");

    // when
    List<ListedSaga> two = admin.list(query).limit(2).toList();
    int before = asked.size();
    answers.addFirst(new Canned(200, "{\"sagas\":[" + ROW + "],\"next\":\"c/1\"}", ""));
    List<ListedSaga> all = admin.list(SagaQuery.all()).toList();

    // then
    assertThat(two).hasSize(2);
    assertThat(before).as("the second page is not wanted").isEqualTo(1);
    assertThat(asked.get(0))
        .isEqualTo(
            "GET /api/v1/sagas?type=order&wait=reply&olderThan=600000ms&label=shop%3D7+%26+8"
                + "&status=running&status=compensating&order=waiting&limit=200");
    assertThat(all).hasSize(2);
    assertThat(asked.get(2)).endsWith("&cursor=c%2F1");
    ListedSaga saga = all.get(0);
    assertThat(saga.sagaId()).isEqualTo("o-1");
    assertThat(saga.waits().get(0).participant()).contains("bank");
    assertThat(saga.waits().get(0).incidentCode()).isEmpty();
    assertThat(saga.labels()).containsEntry("shop", "7");
    assertThat(saga.since()).contains(Instant.parse("2026-11-29T20:00:00Z"));
  }

  @Test
  void shouldAskAgainOnlyWhereThatMayHelp() {
    // given
    answers.add(new Canned(429, PROBLEM.formatted("too-many-requests", 429), "0"));
    answer(503, PROBLEM.formatted("partition-unavailable", 503));
    answer(200, "{\"matched\":3}");

    // then
    assertThat(admin.count(SagaQuery.all().idPrefix("o-"))).isEqualTo(3);
    assertThat(asked).hasSize(3);

    answers.clear();
    answer(404, PROBLEM.formatted("no-such-saga", 404));
    assertThat(admin.find("x")).isEmpty();
    assertThatThrownBy(() -> admin.why("x"))
        .isInstanceOfSatisfying(
            AdminProblemException.class,
            problem -> {
              assertThat(problem.problem()).isEqualTo(AdminProblem.NO_SUCH_SAGA);
              assertThat(problem.code()).isEqualTo("no-such-saga");
              assertThat(problem.status()).isEqualTo(404);
              assertThat(problem).hasMessage("Expected otherwise");
            });
    assertThat(asked).hasSize(5);
  }

  @Test
  void shouldSendAnActionOnce() {
    // given
    answer(503, PROBLEM.formatted("partition-unavailable", 503));

    // then
    assertThatThrownBy(() -> admin.act("o-1", AdminAction.retry("the bank is back").withKey("k-1")))
        .isInstanceOf(AdminProblemException.class);
    assertThat(asked)
        .containsExactly(
            "POST /api/v1/sagas/o-1/operations"
                + " {\"kind\":\"retry\",\"reason\":\"the bank is back\"} key k-1");
  }

  @Test
  void shouldSendEveryKindOfAction() {
    // given
    answer(200, "{\"sagaId\":\"o-1\",\"answer\":\"APPLIED\",\"revision\":8,\"message\":\"m\"}");
    JsonNode data = AdminHttp.parsed("{\"a\":1}");

    // when
    ActionAnswer answer = admin.act("o-1", AdminAction.pause("why").dryRun());
    admin.act("o-1", AdminAction.skip("pay", "why"));
    admin.act("o-1", AdminAction.editData(data, "why"));
    admin.act("o-1", AdminAction.migrate(3, "why"));
    admin.approve("o-1", "go");
    admin.decline("o-1", "go", "no");
    admin.signal("o-1", "paid", "shop.Paid", data);
    admin.start(NewSaga.of("o-2", "order", data));

    // then
    assertThat(answer.kind()).isEqualTo(ActionAnswer.Kind.APPLIED);
    assertThat(answer.revision()).hasValue(8);
    assertThat(asked.stream().map(each -> each.replace("\"", "")).toList())
        .containsExactly(
            "POST /api/v1/sagas/o-1/operations {kind:pause,reason:why,dryRun:true}",
            "POST /api/v1/sagas/o-1/operations {kind:skip,reason:why,step:pay}",
            "POST /api/v1/sagas/o-1/operations {kind:edit-data,reason:why,data:{a:1}}",
            "POST /api/v1/sagas/o-1/operations {kind:migrate,reason:why,version:3}",
            "POST /api/v1/sagas/o-1/approvals {approval:go,approved:true}",
            "POST /api/v1/sagas/o-1/approvals {approval:go,approved:false,reason:no}",
            "POST /api/v1/sagas/o-1/signals {name:paid,type:shop.Paid,data:{a:1}}",
            "POST /api/v1/sagas {sagaId:o-2,type:order,data:{a:1},labels:{}}");
  }

  @Test
  void shouldFollowABatchUntilItIsFinished() {
    // given
    String batch =
        "{\"batchId\":\"b-1\",\"state\":\"%s\",\"sagas\":2,\"answered\":1,"
            + "\"counts\":{\"applied\":2},\"previews\":[{\"text\":\"ends\",\"count\":2}]}";
    answer(201, batch.formatted("PREPARED"));
    answer(202, batch.formatted("RUNNING"));
    answer(200, batch.formatted("RUNNING"));
    answer(200, batch.formatted("DONE"));

    // when
    AdminBatch prepared = admin.prepare(SagaQuery.all().incident("X"), AdminAction.end("gone"));
    AdminBatch running = admin.confirm(prepared);
    AdminBatch done = admin.awaitFinished(running, Duration.ofSeconds(30));

    // then
    assertThat(prepared.previews()).containsEntry("ends", 2L);
    assertThat(running.isFinished()).isFalse();
    assertThat(done.isFinished()).isTrue();
    assertThat(done.counts()).containsEntry("applied", 2L);
    assertThat(asked.get(0))
        .endsWith(
            "{\"filter\":{\"incident\":[\"X\"]},"
                + "\"operation\":{\"kind\":\"end\",\"reason\":\"gone\"}}");
    assertThat(asked.get(1)).isEqualTo("POST /api/v1/batches/b-1/run {\"count\":2}");
  }

  @Test
  void shouldSendSignalsAndDecisionsToMany() {
    // given
    answer(201, "{\"batchId\":\"b-1\",\"state\":\"PREPARED\",\"sagas\":2}");
    JsonNode data = AdminHttp.parsed("{\"a\":1}");

    // when
    admin.prepare(SagaQuery.all().step("pay"), AdminSignal.of("paid", "shop.Paid", data));
    admin.prepare(List.of("o-1", "o-2"), AdminSignal.approve("go"));
    admin.prepare(SagaQuery.all(), AdminSignal.decline("go", "too dear"));

    // then
    assertThat(asked.stream().map(each -> each.replace("\"", "")).toList())
        .containsExactly(
            "POST /api/v1/batches {filter:{step:[pay]},"
                + "signal:{kind:signal,name:paid,type:shop.Paid,data:{a:1}}}",
            "POST /api/v1/batches {sagas:[o-1,o-2],signal:{kind:approve,name:go}}",
            "POST /api/v1/batches {filter:{},signal:{kind:decline,name:go,reason:too dear}}");
    assertThat(AdminSignal.of("paid", "shop.Paid", data)).hasToString("signal paid");
  }

  @Test
  void shouldListenAgainWhenTheEventsBreakOffAndSayThatSomeMayBeMissing() {
    // given
    answer(
        200,
        ": listening\n\nevent: changed\ndata: %s\n\nevent: counts\ndata: {\"total\":1}\n\n"
            .formatted(ROW.replace("\n", "")));
    List<String> heard = new CopyOnWriteArrayList<>();

    // when
    try (Following following = admin.follow(EventFilter.saga("o-1"), listener(heard))) {
      await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() > 4);
      assertThat(following.failure()).isEmpty();
    }

    // then
    assertThat(heard)
        .startsWith("o-1 RUNNING", "total 1", "The service ended the events", "o-1 RUNNING");
    assertThat(asked.get(0)).isEqualTo("GET /api/v1/events?scope=cluster&saga=o-1");
  }

  private static AdminListener listener(List<String> heard) {
    return new AdminListener() {
      @Override
      public void changed(ListedSaga saga) {
        heard.add(saga.sagaId() + " " + saga.status());
      }

      @Override
      public void counted(JsonNode counts) {
        heard.add("total " + counts.path("total"));
      }

      @Override
      public void missed(String reason) {
        heard.add(reason);
      }
    };
  }

  @Test
  void shouldEndListeningWhenItIsNotAllowed() {
    answer(403, PROBLEM.formatted("forbidden", 403));
    try (Following following = admin.follow(EventFilter.ALL, saga -> {})) {
      await().atMost(Duration.ofSeconds(30)).until(() -> following.failure().isPresent());
      assertThat(following.failure().orElseThrow()).hasMessage("Expected otherwise");
    }
  }

  @Test
  void shouldNameTheServerThatDoesNotAnswer() {
    server.stop(0);
    assertThatThrownBy(() -> admin.counts())
        .isInstanceOf(UnreachableServerException.class)
        .hasMessageContaining("Expected http://127.0.0.1")
        .hasMessageNotContaining("secret-token");
  }

  @Test
  void shouldTakeWhatIsNotAnAnswerOfTheServiceForAProblem() {
    answer(502, "<html>bad gateway</html>");
    assertThatThrownBy(() -> admin.counts())
        .isInstanceOfSatisfying(
            AdminProblemException.class,
            problem -> assertThat(problem.problem()).isEqualTo(AdminProblem.OTHER))
        .hasMessageContaining("502");
  }

  @Test
  void shouldKnowEveryProblemOfTheService() {
    assertThat(
            Arrays.stream(AdminProblem.values())
                .filter(problem -> problem != AdminProblem.OTHER)
                .map(AdminProblem::text)
                .collect(Collectors.toSet()))
        .isEqualTo(
            Arrays.stream(ProblemCode.values()).map(ProblemCode::text).collect(Collectors.toSet()));
  }

  @Test
  void shouldRefuseAnAddressThatIsNone() {
    assertThatThrownBy(() -> AdminConfig.at(URI.create("orchestrator:8080")))
        .hasMessageContaining("such as http://orchestrator:8080");
    assertThat(AdminConfig.at(URI.create("http://x")).withToken("secret")).hasToString("http://x");
  }
}
