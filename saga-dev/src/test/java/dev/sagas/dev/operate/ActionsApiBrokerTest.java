package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.admin.ActionAnswer;
import dev.sagas.admin.AdminAction;
import dev.sagas.admin.AdminBatch;
import dev.sagas.admin.AdminConfig;
import dev.sagas.admin.EventFilter;
import dev.sagas.admin.Following;
import dev.sagas.admin.SagaAdmin;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do over HTTP, on a real broker. */
class ActionsApiBrokerTest {
  private static final String PAUSE = "{\"kind\":\"pause\",\"reason\":\"a look first\"}";

  @TempDir private static Path dataDir;
  private static OperatedPlatform sagas;

  @BeforeAll
  static void start() {
    sagas = OperatedPlatform.start(dataDir);
  }

  @AfterAll
  static void stop() {
    sagas.close();
  }

  @Test
  void shouldPauseAndResumeWithWhoAndWhy() throws Exception {
    // given
    sagas.startTrip("p-1");
    sagas.awaitWait("p-1", WaitReason.Kind.REPLY);

    // when
    JsonNode dryRun = post("/sagas/p-1/operations", PAUSE.replace("}", ",\"dryRun\":true}"), 200);
    JsonNode paused = post("/sagas/p-1/operations", PAUSE, 200);
    JsonNode again = post("/sagas/p-1/operations", PAUSE, 409);
    JsonNode shown = get("/sagas/p-1");

    // then
    assertThat(dryRun.get("answer").asText()).isEqualTo("DRY_RUN");
    assertThat(paused.get("answer").asText()).isEqualTo("APPLIED");
    assertThat(again.get("code").asText()).isEqualTo("refused");
    assertThat(shown.at("/paused/reason").asText()).isEqualTo("a look first");
    assertThat(shown.at("/paused/actor").asText()).isEqualTo(System.getProperty("user.name"));
    assertThat(why("p-1")).contains("paused").contains("a look first");
  }

  @Test
  void shouldSayWhatIsWrongWithAnAction() throws Exception {
    assertThat(post("/sagas/nobody/operations", PAUSE, 202).get("answer").asText())
        .as("kept for a start that may be on its way")
        .isEqualTo("PARKED");
    assertThat(post("/sagas/x/operations", "{\"kind\":\"pause\"}", 400).get("detail").asText())
        .contains("Expected field reason of the body to be a text");
    assertThat(
            post("/sagas/x/operations", "{\"kind\":\"explode\",\"reason\":\"r\"}", 400)
                .get("detail")
                .asText())
        .contains("Expected field kind of the body to be one of the operations");
    assertThat(post("/sagas/x/operations", "[]", 400).get("code").asText()).isEqualTo("bad-body");
    assertThat(post("/sagas/x/operations", "{", 400).get("detail").asText())
        .contains("breaks at line 1");
  }

  @Test
  void shouldPreviewWhatAnActionAndWhatUndoWouldDo() throws Exception {
    // given
    sagas.startTripToApproval("u-1", GuidedTrip.SHORT_DAYS);

    // when
    JsonNode cancel = get("/sagas/u-1/preview?kind=cancel");
    JsonNode undo = get("/sagas/u-1/undo-preview");

    // then
    assertThat(cancel.get("text").asText()).contains("book-car");
    assertThat(undo.get("text").asText()).contains("book-car");
    assertThat(cancel.get("basis").asText()).isEqualTo("DEFINITION");
    assertThat(why("u-1")).contains("go");
  }

  @Test
  void shouldApproveOverHttp() throws Exception {
    // given
    sagas.startTripToApproval("a-1", GuidedTrip.SHORT_DAYS);

    // when
    JsonNode approved =
        post("/sagas/a-1/approvals", "{\"approval\":\"go\",\"approved\":true}", 200);

    // then
    assertThat(approved.get("answer").asText()).isEqualTo("APPLIED");
    assertThat(actors("a-1")).contains(System.getProperty("user.name"));
    sagas.awaitState("a-1", state -> state.step(step("book-hotel")).isPresent());
  }

  @Test
  void shouldStartASagaFromJson() throws Exception {
    // given
    String data =
        """
        {"tripId":"s-1","traveller":"card-4711","carClass":"compact","hotel":"Ritz","flight":"OS 1",
         "days":3}
        """;

    // when
    JsonNode started = post("/sagas", start("s-1", data), 200);
    JsonNode unfit = post("/sagas", start("s-2", "{\"tripId\":7}"), 422);

    // then
    assertThat(started.get("answer").asText()).isEqualTo("APPLIED");
    sagas.awaitWait("s-1", WaitReason.Kind.REPLY);
    assertThat(actors("s-1")).contains(System.getProperty("user.name"));
    assertThat(get("/sagas?label=shop=9").at("/sagas/0/sagaId").asText()).isEqualTo("s-1");
    assertThat(unfit.get("code").asText()).isEqualTo("does-not-fit");
    assertThat(unfit.get("detail").asText()).contains("tripId").doesNotContain("7");
    assertThat(
            post("/sagas", start("s-3", data).replace("guided-trip", "nothing"), 404)
                .get("code")
                .asText())
        .isEqualTo("no-such-definition");
  }

  @Test
  void shouldStartASagaByTheCommand() throws Exception {
    // given
    Path data = dataDir.resolve("trip.json");
    Files.writeString(
        data,
        """
        {"tripId":"c-1","traveller":"card-4711","carClass":"compact","hotel":"Ritz",
         "flight":"OS 1","days":3}
        """);

    // when
    OperatedPlatform.Run started =
        sagas.saga(
            "start",
            "c-1",
            "--type=guided-trip",
            "--data=" + data,
            "--label=shop=8",
            "--actor=ada");
    OperatedPlatform.Run unknown = sagas.saga("start", "c-2", "--type=nothing", "--data=" + data);

    // then
    assertThat(started.exitCode()).as(started.err()).isZero();
    assertThat(get("/sagas?label=shop=8").at("/sagas/0/sagaId").asText()).isEqualTo("c-1");
    assertThat(actors("c-1")).contains("ada");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("No such definition was published: nothing");
  }

  @Test
  void shouldEndManySagasByOneBatchThatIsConfirmed() throws Exception {
    // given
    for (int i = 0; i < 40; i++) {
      sagas.startTrip("b-" + i);
    }
    await()
        .atMost(OperatedPlatform.LIMIT)
        .until(() -> get("/sagas?idPrefix=b-&wait=reply").get("matched").asInt() == 40);

    // when
    JsonNode prepared =
        post(
            "/batches",
            """
            {"filter":{"idPrefix":"b-","wait":"reply"},
             "operation":{"kind":"end","reason":"the shop is gone"}}
            """,
            201);
    String id = prepared.get("batchId").asText();
    sagas.startTrip("b-late");
    JsonNode unconfirmed = post("/batches/" + id + "/run", "{\"count\":39}", 400);
    post("/batches/" + id + "/run", "{\"count\":40}", 202);
    JsonNode twice = post("/batches/" + id + "/run", "{\"count\":40}", 409);

    // then
    assertThat(prepared.get("sagas").asInt()).isEqualTo(40);
    assertThat(prepared.get("previewed").asInt()).isEqualTo(40);
    assertThat(prepared.get("previews")).hasSize(1);
    assertThat(unconfirmed.get("detail").asText()).contains("to be 40");
    assertThat(twice.get("code").asText()).isEqualTo("refused");
    JsonNode done =
        await()
            .atMost(OperatedPlatform.LIMIT)
            .until(
                () -> get("/batches/" + id), batch -> batch.get("state").asText().equals("DONE"));
    assertThat(done.at("/counts/applied").asInt()).isEqualTo(40);
    assertThat(done.get("results")).hasSize(40);
    assertThat(sagas.outcome("b-0").getActor()).isEqualTo(System.getProperty("user.name"));
    sagas.awaitState("b-39", state -> state.status() == SagaStatus.ENDED_BY_OPERATOR);
    assertThat(get("/sagas?idPrefix=b-").get("matched").asInt()).isEqualTo(1);
  }

  @Test
  void shouldFreezeTheSagasThatAreNamed() throws Exception {
    String order = "{\"sagas\":[%s],\"operation\":{\"kind\":\"retry\",\"reason\":\"named\"}}";
    JsonNode prepared = post("/batches", order.formatted("\"n-1\",\"n-2\",\"n-1\""), 201);
    assertThat(prepared.get("sagas").asInt()).isEqualTo(2);
    JsonNode wrong = post("/batches", order.formatted("\"not an id\""), 400);
    assertThat(wrong.get("code").asText()).isEqualTo("bad-body");
  }

  @Test
  void shouldTellTheCourseAndThePastOfASaga() throws Exception {
    // given
    sagas.startTripToApproval("h-1", GuidedTrip.SHORT_DAYS);
    post("/sagas/h-1/operations", PAUSE, 200);

    // when
    JsonNode timeline = get("/sagas/h-1/timeline");
    JsonNode history = get("/sagas/h-1/history?limit=2");
    JsonNode older = get("/sagas/h-1/history?before=" + history.get("next").asText());
    JsonNode first = get("/sagas/h-1/revisions/1");
    JsonNode changes = get("/sagas/h-1/diff?from=1&to=3");

    // then
    assertThat(timeline.at("/steps/0/name").asText()).isEqualTo("book-car");
    assertThat(history.get("complete").asBoolean()).isTrue();
    assertThat(history.at("/entries/0/cause").asText()).isEqualTo("operation");
    assertThat(history.at("/entries/0/revision").asInt())
        .isGreaterThan(history.at("/entries/1/revision").asInt());
    assertThat(older.get("next").isNull()).isTrue();
    assertThat(older.get("entries").get(older.get("entries").size() - 1).get("revision").asInt())
        .isEqualTo(1);
    assertThat(first.get("revision").asInt()).isEqualTo(1);
    assertThat(changes.get("changes").toString()).contains("paused");
    assertThat(get("/sagas/h-1/chain").get("verified").asBoolean()).isTrue();
    assertThat(sagas.get("/sagas/h-1/revisions/99").json().get("code").asText())
        .isEqualTo("no-such-revision");
    assertThat(sagas.get("/sagas/h-1/revisions/0").status()).isEqualTo(400);
  }

  @Test
  void shouldShowTheDataOfASagaNowAndAtARevision() throws Exception {
    // given
    sagas.startTripToApproval("d-1", GuidedTrip.SHORT_DAYS);

    // when
    JsonNode now = get("/sagas/d-1/data");
    JsonNode first = get("/sagas/d-1/data?revision=1");

    // then
    assertThat(now.at("/data/traveller").asText()).isEqualTo(OperatedPlatform.SECRET);
    assertThat(now.get("revision").asInt()).isGreaterThan(1);
    assertThat(first.get("revision").asInt()).isEqualTo(1);
    assertThat(first.get("data")).isEqualTo(now.get("data"));
    assertThat(now.get("masked").asBoolean()).as("for an admin").isFalse();
    assertThat(sagas.get("/sagas/d-1/data?revision=99").status()).isEqualTo(404);
    assertThat(sagas.get("/sagas/nobody/data").status()).isEqualTo(404);
  }

  @Test
  void shouldShowADeadLetterAndDiscardIt() throws Exception {
    // given
    sagas.sendLateReply("late-1");
    JsonNode letter =
        await()
            .atMost(OperatedPlatform.LIMIT)
            .until(() -> get("/dead-letters?saga=late-1").at("/letters/0"), JsonNode::isObject);
    String position = letter.get("position").asText();
    String order = "{\"position\":\"%s\",\"reason\":\"by phone\"%s}";

    // when
    JsonNode shown = get("/dead-letters/" + position);
    JsonNode dryRun =
        post("/dead-letters/discard", order.formatted(position, ",\"dryRun\":true"), 200);
    JsonNode done = post("/dead-letters/discard", order.formatted(position, ""), 200);
    JsonNode again = post("/dead-letters/discard", order.formatted(position, ""), 200);

    // then
    assertThat(letter.get("state").asText()).isEqualTo("OPEN");
    assertThat(shown.at("/value/json/bookingId").asText()).isEqualTo(OperatedPlatform.SECRET);
    assertThat(shown.at("/key/text").asText()).isEqualTo("late-1");
    assertThat(shown.get("headers").toString()).contains("saga-error-code", "NO_SUCH_SAGA");
    assertThat(dryRun.at("/results/0/outcome").asText()).isEqualTo("WOULD_BE_DISCARDED");
    assertThat(done.at("/results/0/outcome").asText()).isEqualTo("DISCARDED");
    assertThat(again.at("/notFound/0").asText()).isEqualTo(position);
    assertThat(get("/dead-letters?saga=late-1").get("letters")).isEmpty();
    assertThat(get("/dead-letters?state=discarded").at("/letters/0/discardedBy").asText())
        .isEqualTo(System.getProperty("user.name") + ": by phone");
    assertThat(get("/dead-letters/" + position).get("state").asText()).isEqualTo("DISCARDED");
    assertThat(sagas.get("/dead-letters/0:999999").json().get("code").asText())
        .isEqualTo("no-such-dead-letter");
  }

  @Test
  void shouldActAndListenWithTheJavaClient() throws Exception {
    // given
    SagaAdmin admin = SagaAdmin.of(AdminConfig.at(sagas.address("")));
    HeardEvents heard = new HeardEvents();
    sagas.startTripToApproval("j-1", GuidedTrip.SHORT_DAYS);

    // when
    try (Following following = admin.follow(EventFilter.saga("j-1"), heard)) {
      await().atMost(OperatedPlatform.LIMIT).until(() -> heard.contains("counted"));
      assertThat(admin.act("j-1", AdminAction.pause("a look first")).kind())
          .isEqualTo(ActionAnswer.Kind.APPLIED);
      await().atMost(OperatedPlatform.LIMIT).until(() -> heard.contains("j-1 paused"));
      assertThat(following.failure()).isEmpty();
    }
    admin.act("j-1", AdminAction.resume("seen"));

    // then
    assertThat(admin.approve("j-1", "go").kind()).isEqualTo(ActionAnswer.Kind.APPLIED);
    AdminBatch batch = admin.confirm(admin.prepare(List.of("j-1"), AdminAction.end("over")));
    assertThat(admin.awaitFinished(batch, OperatedPlatform.LIMIT).counts())
        .containsEntry("applied", 1L);
  }

  @Test
  void shouldShowThePlatform() throws Exception {
    JsonNode definition = get("/definitions").at("/definitions/0");
    assertThat(definition.get("type").asText()).isEqualTo(GuidedTrip.TYPE);
    assertThat(definition.has("live")).isTrue();
    assertThat(get("/definitions/guided-trip/1").get("stages")).isNotEmpty();
    assertThat(sagas.get("/definitions/guided-trip/2").status()).isEqualTo(404);
    assertThat(get("/instances").at("/instances/0/active")).hasSize(2);
    assertThat(get("/instances").get("withoutInstance")).isEmpty();
    JsonNode partitions = get("/partitions");
    assertThat(partitions.get("partitions"))
        .hasSize(2)
        .allMatch(partition -> partition.get("role").asText().equals("active"))
        .allMatch(partition -> partition.get("inputs").size() == 4)
        .allMatch(partition -> partition.get("lag").isIntegralNumber());
    await()
        .atMost(OperatedPlatform.LIMIT)
        .until(() -> get("/recoveries").get("recoveries").size() >= 2);
    assertThat(get("/recoveries?limit=1").get("recoveries")).hasSize(1);
    sagas.startTrip("rate-1");
    await()
        .atMost(OperatedPlatform.LIMIT)
        .until(() -> sum(get("/rates").get("points"), "started") > 0);
    assertThat(get("/rates").get("points")).hasSize(360);
    assertThat(get("/dead-letters").get("letters")).isNotNull();
    assertThat(get("/doctor").get("findings")).isNotEmpty();
  }

  private static long sum(JsonNode points, String name) {
    return StreamSupport.stream(points.spliterator(), false)
        .mapToLong(point -> point.path(name).asLong())
        .sum();
  }

  private static String start(String id, String data) {
    return """
    {"sagaId":"%s","type":"guided-trip","data":%s,"labels":{"shop":"9"}}
    """
        .formatted(id, data);
  }

  private static StepName step(String name) {
    return new StepName(name);
  }

  private static List<String> actors(String id) throws Exception {
    return get("/sagas/" + id + "/history").findValuesAsText("actor");
  }

  private static String why(String id) throws Exception {
    return String.join(
        "\n",
        StreamSupport.stream(get("/sagas/" + id + "/why").get("sentences").spliterator(), false)
            .map(sentence -> sentence.get("text").asText())
            .toList());
  }

  private static JsonNode get(String path) throws Exception {
    return checked(sagas.get(path), 200);
  }

  private static JsonNode post(String path, String json, int status) throws Exception {
    return checked(sagas.post(path, json), status);
  }

  private static JsonNode checked(OperatedPlatform.Answered answered, int status) {
    assertThat(answered.status()).as(answered.json().toString()).isEqualTo(status);
    return answered.json();
  }
}
