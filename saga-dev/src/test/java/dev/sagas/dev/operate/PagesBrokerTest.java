package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the web UI, made of what a service on a real broker answers. */
class PagesBrokerTest {
  private static final String SAGA = "/sagas/w-1";

  @TempDir private static Path dataDir;
  private static OperatedPlatform sagas;

  @BeforeAll
  static void start() throws Exception {
    sagas = OperatedPlatform.start(dataDir);
    sagas.startTripToApproval("w-1", GuidedTrip.SHORT_DAYS);
    await()
        .atMost(OperatedPlatform.LIMIT)
        .until(() -> sagas.get("/sagas?wait=signal").json().path("matched").asInt() == 1);
  }

  @AfterAll
  static void stop() {
    sagas.close();
  }

  @Test
  void shouldShowWhatIsInFlight() throws Exception {
    assertThat(page("/")).contains("Nothing needs a person.", "guided-trip · 1");
    assertThat(page("/sagas?q=wait:signal")).contains("w-1", "signal go for go");
    assertThat(page("/definitions")).contains("/definitions/guided-trip/1");
    assertThat(page("/definitions/guided-trip/1")).contains("class=\"graph\"", "book-hotel");
    assertThat(page("/definitions/guided-trip/1/gate"))
        .contains("first deployed with", "it was not deployed before", "fits", "No older version");
    assertThat(page("/instances")).contains("All 2 partitions are served.");
    assertThat(page("/dead-letters")).contains("There are none.");
    assertThat(page("/batches")).contains("<h1>Batches</h1>");
    assertThat(page("/participants/table"))
        .contains("participant%3Acars", "no such group", "(0 of ");
  }

  @Test
  void shouldShowWhyAndTheCourseOfASaga() throws Exception {
    assertThat(page(SAGA)).contains("guided-trip · 1", "Waits for signal go for go");
    assertThat(page(SAGA + "/why?zone=Europe/Berlin"))
        .contains("for a person's decision, approval go", "Decide go");
    assertThat(page(SAGA + "/timeline"))
        .contains("class=\"timeline\"", "book-car, attempt 1: succeeded", "/book-car/execute/1");
    assertThat(page(SAGA + "/journal")).contains("saga.replies");
    assertThat(page(SAGA + "?revision=2"))
        .contains("As it was after revision 2 of", "What revision 2 changed", "rel=\"next\"")
        .contains("class=\"timeline\"", "traveller", "Journal up to then");
    assertThat(page(SAGA + "/chain")).contains("chain verified");
    assertThat(page(SAGA + "/fence"))
        .contains("contradicts an earlier one")
        .doesNotContain("could not be read in time");
    assertThat(page(SAGA + "/undo")).contains("book-car");
  }

  @Test
  void shouldShowTheRecordsOfTheSagaAndNoOther() throws Exception {
    // given: the newest entry with a reply
    String reply = "";
    for (JsonNode entry : sagas.get(SAGA + "/history").json().get("entries")) {
      String input = entry.path("input").asText();
      reply = reply.isEmpty() && input.startsWith("saga.replies-") ? input : reply;
    }

    // when
    JsonNode record = sagas.get(SAGA + "/records/" + reply).json();

    // then
    assertThat(record.at("/data/bookingId").asText()).isEqualTo("car-1");
    assertThat(record.at("/headers/saga-outcome").asText()).isEqualTo("succeeded");
    for (String other : List.of("saga.replies-0-99999", "saga.journal-0-0", "saga.replies-9-0")) {
      assertThat(sagas.get(SAGA + "/records/" + other).json().path("code").asText())
          .as(other)
          .isEqualTo("no-such-record");
    }
    assertThat(sagas.get("/sagas/other/records/" + reply).json().path("code").asText())
        .isEqualTo("no-such-record");
    assertThat(sagas.get(SAGA + "/records/x").status()).isEqualTo(400);
  }

  @Test
  void shouldFindACommandInItsTopic() throws Exception {
    // given
    JsonNode attempt = sagas.get(SAGA + "/timeline").json().at("/steps/0/forward/0/attempts/0");
    String command = URLEncoder.encode(attempt.path("commandId").asText(), StandardCharsets.UTF_8);

    // when
    JsonNode found = sagas.get(SAGA + "/command-position?command=" + command).json();
    JsonNode other =
        sagas.get(SAGA + "/command-position?command=" + command.replace("%231", "%239")).json();
    int wrong = sagas.get(SAGA + "/command-position?command=x").status();

    // then
    ConsumerRecord<byte[], byte[]> sent = sagas.command("cars", "w-1", 0);
    assertThat(found.get("position").asText())
        .isEqualTo("%s-%s-%s".formatted(sent.topic(), sent.partition(), sent.offset()));
    assertThat(found.get("whyNot").isNull()).isTrue();
    assertThat(other.get("code").asText()).isEqualTo("no-such-record");
    assertThat(wrong).isEqualTo(400);
    assertThat(page(SAGA + "/command?id=" + command))
        .contains("It is at", found.get("position").asText());
  }

  @Test
  void shouldPreviewAndThenAct() throws Exception {
    String form = "{\"kind\":\"pause\",\"reason\":\"a look first\"}";
    assertThat(post(SAGA + "/act", form)).contains("Nothing is done yet.");
    assertThat(sagas.get(SAGA).json().path("paused").isNull()).isTrue();

    String confirmed = form.replace("}", ",\"confirmed\":\"true\",\"key\":\"k-1\"}");
    assertThat(post(SAGA + "/act", confirmed)).contains("Done.");
    assertThat(sagas.get(SAGA).json().at("/paused/reason").asText()).isEqualTo("a look first");

    assertThat(post(SAGA + "/act", confirmed.replace("pause", "resume").replace("k-1", "k-2")))
        .contains("Done.");
    assertThat(page("/audit")).contains("a look first", "resume", "Every action");
  }

  @Test
  void shouldListWhoDecided() throws Exception {
    // given
    sagas.startTripToApproval("decided-1", GuidedTrip.SHORT_DAYS);

    // when
    sagas.post("/sagas/decided-1/approvals", "{\"approval\":\"go\",\"approved\":true}");

    // then
    await()
        .atMost(OperatedPlatform.LIMIT)
        .until(() -> page("/audit?only=requests").contains("signal go"));
    assertThat(page("/audit?only=requests"))
        .contains("decided-1", System.getProperty("user.name"))
        .doesNotContain("resume");
  }

  @Test
  void shouldFreezeWhatTheListShows() throws Exception {
    assertThat(post("/batches", "{\"kind\":\"pause\",\"reason\":\"test\",\"q\":\"id:w-\"}"))
        .contains("on 1 sagas: prepared", "/run");
    assertThat(post("/batches", "{\"kind\":\"pause\",\"reason\":\"test\",\"ids\":\"w-1 w-2\"}"))
        .contains("on 2 sagas: prepared");
  }

  private static String page(String path) throws Exception {
    return body(HttpRequest.newBuilder(sagas.address(path)));
  }

  private static String post(String path, String json) throws Exception {
    return body(
        HttpRequest.newBuilder(sagas.address(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private static String body(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }
}
