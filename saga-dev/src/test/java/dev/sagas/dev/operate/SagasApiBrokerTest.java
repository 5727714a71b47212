package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.admin.AdminConfig;
import dev.sagas.admin.AdminProblem;
import dev.sagas.admin.AdminProblemException;
import dev.sagas.admin.ListedSaga;
import dev.sagas.admin.SagaAdmin;
import dev.sagas.admin.SagaQuery;
import dev.sagas.protocol.WaitReason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST API of a running orchestrator on a real broker. */
class SagasApiBrokerTest {
  @TempDir private static Path dataDir;
  private static OperatedPlatform sagas;

  @BeforeAll
  static void startOneOfEachKind() throws Exception {
    sagas = OneOfEachWait.start(dataDir);
  }

  @AfterAll
  static void stop() {
    sagas.close();
  }

  @Test
  void shouldListEachSagaUnderWhatItWaitsForAndNoOther() throws Exception {
    for (WaitReason.Kind kind : OneOfEachWait.KINDS) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      List<String> expected =
          kind == WaitReason.Kind.SIGNAL ? List.of("paused-1", "signal-1") : List.of(name + "-1");
      assertThat(ids("wait=" + name)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void shouldListByEveryOtherFilterAsWell() throws Exception {
    assertThat(ids("")).hasSize(6).doesNotContain("ended-1");
    assertThat(ids("status=ENDED_BY_OPERATOR")).containsExactly("ended-1");
    assertThat(ids("status=running&status=ended_by_operator")).hasSize(7);
    assertThat(ids("incident=REJECTED_AFTER_PIVOT")).containsExactly("incident-1");
    assertThat(ids("idPrefix=re")).containsExactlyInAnyOrder("reply-1", "retry-1");
    assertThat(ids("label=shop=7")).hasSize(6);
    assertThat(ids("label=shop=8")).isEmpty();
    assertThat(ids("type=other")).isEmpty();
    assertThat(ids("participant=cars")).containsExactlyInAnyOrder("reply-1", "retry-1");
    assertThat(ids("step=rest")).containsExactly("sleep-1");
    assertThat(ids("olderThan=1d")).isEmpty();
    assertThat(ids("olderThan=1ms")).hasSize(6);
    assertThat(ids("startedFrom=2100-01-01T00:00:00Z")).isEmpty();
    assertThat(ids("startedTo=2100-01-01T00:00:00Z")).hasSize(6);
  }

  @Test
  void shouldPageThroughLiveAndThroughEndedSagas() throws Exception {
    for (String filter : List.of("order=id", "status=running&status=ended_by_operator")) {
      JsonNode first = get("/sagas?limit=2&" + filter);
      JsonNode second = get("/sagas?limit=2&" + filter + "&cursor=" + first.get("next").asText());
      assertThat(ids(first))
          .containsExactly(
              filter.startsWith("order") ? "incident-1" : "ended-1",
              filter.startsWith("order") ? "paused-1" : "incident-1");
      assertThat(ids(second)).hasSize(2).doesNotContainAnyElementsOf(ids(first));
    }
  }

  @Test
  void shouldCountWithoutAsking() throws Exception {
    JsonNode counts = get("/sagas/counts");

    assertThat(counts.get("total").asLong()).isEqualTo(6);
    assertThat(counts.get("sagas")).allMatch(count -> count.get("count").asLong() == 1);
    assertThat(counts.get("sagas"))
        .extracting(count -> count.at("/waitsFor/kind").asText())
        .containsExactlyInAnyOrder("reply", "retry", "signal", "sleep", "paused", "incident");
    assertThat(counts.at("/freshness/complete").asBoolean()).isTrue();
    assertThat(counts.at("/freshness/present")).hasSize(2);
  }

  @Test
  void shouldShowOneSagaAsTheCommandDoes() throws Exception {
    JsonNode json = get("/sagas/paused-1");

    assertThat(json.at("/paused/actor").asText()).isEqualTo("ada");
    assertThat(json.get("steps")).hasSize(2);
    assertThat(json.at("/freshness/standby").asBoolean()).isFalse();
    assertThat(json.toString()).doesNotContain(OperatedPlatform.SECRET);
  }

  @Test
  void shouldAnswerTheJavaClientTheSame() {
    SagaAdmin admin = SagaAdmin.of(AdminConfig.at(sagas.address("")));

    assertThat(admin.count(SagaQuery.all())).isEqualTo(6);
    assertThat(admin.list(SagaQuery.all().waitingFor("incident").label("shop", "7")))
        .extracting(ListedSaga::sagaId)
        .containsExactly("incident-1");
    assertThat(admin.list(SagaQuery.all().status("ended_by_operator")))
        .extracting(ListedSaga::sagaId)
        .containsExactly("ended-1");
    assertThat(admin.counts().get("total").asLong()).isEqualTo(6);
    assertThat(admin.find("nobody")).isEmpty();
    assertThat(admin.find("paused-1").orElseThrow().at("/paused/actor").asText()).isEqualTo("ada");
    assertThat(admin.why("paused-1")).anyMatch(sentence -> sentence.contains("paused"));
    assertThat(admin.history("paused-1"))
        .extracting(entry -> entry.get("revision").asInt())
        .isSortedAccordingTo(Comparator.reverseOrder())
        .endsWith(1);
    assertThatThrownBy(() -> admin.list(SagaQuery.all().waitingFor("forever")).toList())
        .isInstanceOfSatisfying(
            AdminProblemException.class,
            problem -> assertThat(problem.problem()).isEqualTo(AdminProblem.BAD_PARAMETER));
  }

  @Test
  void shouldListAndShowOverHttpWhatTheTopicsHave() {
    // given: both must say the same of sagas that do not move
    List<String> commands =
        List.of(
            "list --wait=signal",
            "list --participant=cars --limit=1",
            "list --incident=REJECTED_AFTER_PIVOT --label=shop=7",
            "list --status=ended_by_operator",
            "list --type=other",
            "show paused-1",
            "show ended-1",
            "show incident-1",
            "history incident-1");

    for (String command : commands) {
      String[] words = command.split(" ", -1);
      String[] options = Arrays.copyOfRange(words, 1, words.length);

      // when
      OperatedPlatform.Run overHttp = sagas.viaServer(words[0], options);
      OperatedPlatform.Run fromTopics = sagas.saga(words[0], with(options, "--output=json"));

      // then
      assertThat(overHttp.exitCode()).as(command + overHttp.err()).isZero();
      assertThat(overHttp.json()).as(command).isEqualTo(fromTopics.json());
    }
  }

  @Test
  void shouldActOverHttpAsThroughTheTopics() {
    String reason = "--reason=because";
    OperatedPlatform.Run again = sagas.viaServer("pause", "paused-1", reason);
    OperatedPlatform.Run dryRun =
        sagas.viaServer("resume", "paused-1", reason, "--dry-run", "--operation-id=op-7");
    OperatedPlatform.Run same = sagas.act("resume", "paused-1", "--dry-run");

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.json().get("code").asText()).isEqualTo("REFUSED_OPERATION");
    assertThat(dryRun.exitCode()).as(dryRun.err()).isZero();
    assertThat(dryRun.json().get("operationId").asText()).isEqualTo("op-7");
    assertThat(dryRun.json().get("message")).isEqualTo(same.json().get("message"));
    assertThat(sagas.viaServer("pause", "paused-1", reason, "--actor=eve").err())
        .contains("Expected --actor without --server");
    assertThat(sagas.viaServer("show", "signal-1", "--data").json())
        .isEqualTo(sagas.saga("show", "signal-1", "--data").json());
  }

  @Test
  void shouldListTheTopicsAndFollowASaga() {
    OperatedPlatform.Run topics = sagas.saga("topics", "list");
    assertThat(topics.exitCode()).as(topics.out() + topics.err()).isZero();
    assertThat(topics.out())
        .containsPattern("saga\\.journal +2 +1 +delete +no limit")
        .contains("commands to participant cars", "problems: 0");

    OperatedPlatform.Run ended = sagas.viaServer("watch", "ended-1");
    assertThat(ended.json().get("status").asText()).as(ended.err()).isEqualTo("ENDED_BY_OPERATOR");
    OperatedPlatform.Run live = sagas.viaServer("watch", "paused-1", "--for=10ms");
    assertThat(live.exitCode()).isEqualTo(3);
    assertThat(sagas.saga("watch", "--wait=paused", "--for=10ms").out())
        .contains("paused-1  RUNNING at revision");
  }

  private static String[] with(String[] options, String more) {
    return Stream.concat(Arrays.stream(options), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void shouldCountAndExplainOverHttpAsFromTheTopics() {
    JsonNode overHttp = sagas.viaServer("counts").json();
    JsonNode fromTopics = sagas.saga("counts", "--output=json").json();
    assertThat(overHttp.get("total")).isEqualTo(fromTopics.get("total"));
    assertThat(overHttp.get("sagas")).containsExactlyInAnyOrderElementsOf(fromTopics.get("sagas"));
    assertThat(sagas.saga("counts").out()).contains("incident REJECTED_AFTER_PIVOT", "Sagas: 6");

    JsonNode why = sagas.viaServer("why", "incident-1").json();
    JsonNode stored = sagas.saga("why", "incident-1", "--output=json").json();
    assertThat(why.get("revision")).isEqualTo(stored.get("revision"));
    assertThat(why.at("/sentences/0/facts")).isEqualTo(stored.at("/sentences/0/facts"));

    assertThat(sagas.viaServer("show", "nobody").exitCode()).isEqualTo(1);
    assertThat(sagas.viaServer("show", "nobody").err()).contains("No saga has the id nobody");
    assertThat(sagas.viaServer("why", "paused-1", "--group=a=b").err())
        .contains("Expected --group without --server");
  }

  @Test
  void shouldSayWhatIsWrongWithARequest() throws Exception {
    assertProblem("/sagas/nobody", 404, "no-such-saga");
    assertProblem("/sagas/a%20b", 400, "bad-parameter");
    assertProblem("/sagas?limit=0", 400, "bad-parameter");
    assertProblem("/sagas?cursor=x", 400, "bad-parameter");
    assertProblem("/sagas?wait=forever", 400, "bad-parameter");
    assertProblem("/sagas?olderThan=soon", 400, "bad-parameter");
    assertProblem("/sagas?colour=red", 400, "bad-parameter");
  }

  private static void assertProblem(String path, int status, String code) throws Exception {
    OperatedPlatform.Answered answered = sagas.get(path);
    assertThat(answered.status()).as(path).isEqualTo(status);
    assertThat(answered.json().get("code").asText()).as(path).isEqualTo(code);
  }

  private static JsonNode get(String path) throws Exception {
    OperatedPlatform.Answered answered = sagas.get(path);
    assertThat(answered.status()).as(answered.json().toString()).isEqualTo(200);
    return answered.json();
  }

  private static List<String> ids(String query) throws Exception {
    return ids(get("/sagas?" + query));
  }

  private static List<String> ids(JsonNode page) {
    return StreamSupport.stream(page.get("sagas").spliterator(), false)
        .map(saga -> saga.get("sagaId").asText())
        .toList();
  }
}
