package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.dev.operate.OperatedPlatform.Run;
import dev.sagas.protocol.WaitReason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R20 on a real broker: every way in which a saga waits is told truly, and no payload. */
class LiveSagasBrokerTest {
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
  void shouldListEachSagaUnderWhatItWaitsForAndNoOther() {
    for (WaitReason.Kind kind : OneOfEachWait.KINDS) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      List<String> expected =
          kind == WaitReason.Kind.SIGNAL ? List.of("paused-1", "signal-1") : List.of(name + "-1");
      assertThat(ids("--wait=" + name))
          .as("sagas that wait for %s", name)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void shouldListByEveryOtherFilterAsWell() {
    assertThat(ids()).hasSize(6).doesNotContain("ended-1");
    assertThat(ids("--status=ENDED_BY_OPERATOR")).containsExactly("ended-1");
    assertThat(ids("--status=running,ended_by_operator")).hasSize(7);
    assertThat(ids("--incident=REJECTED_AFTER_PIVOT")).containsExactly("incident-1");
    assertThat(ids("--id-prefix=re")).containsExactlyInAnyOrder("reply-1", "retry-1");
    assertThat(ids("--label=shop=7")).hasSize(6);
    assertThat(ids("--label=shop=8")).isEmpty();
    assertThat(ids("--type=other")).isEmpty();
    assertThat(ids("--older-than=1d")).isEmpty();
    assertThat(ids("--older-than=1ms")).hasSize(6);
    assertThat(sagas.saga("list", "--limit=2", "--output=json").json().get("matched").asInt())
        .isEqualTo(6);
    assertThat(ids("--limit=2")).hasSize(2);
  }

  @Test
  void shouldWriteATableWithTheWaitReasonsInWords() {
    // when
    Run list = sagas.saga("list", "--limit=3");

    // then
    assertThat(list.exitCode()).isZero();
    assertThat(list.out().lines().toList().get(0)).matches("ID +TYPE +VERSION +STATUS +SINCE");
    assertThat(list.out()).contains("Sagas: 6, shown are 3").doesNotContain(secret());
    assertThat(list.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(sagas.saga("list", "--wait=reply").out())
        .containsPattern(
            "reply-1 +guided-trip +1 +RUNNING +\\S+ \\S+[+-]\\d\\d:\\d\\d\\R"
                + " +reply of book-car from cars, attempt 1 until \\S+");
    assertThat(sagas.saga("list", "--wait=paused").out()).containsPattern("\\R +paused\\R");
    assertThat(sagas.saga("list", "--wait=sleep").out()).contains("sleep of rest until ");
    assertThat(sagas.saga("list", "--wait=signal").out()).contains("signal go for go");
  }

  @Test
  void shouldShowWhereTheIncidentsInputIsKept() {
    // when
    Run page = sagas.saga("show", "incident-1");
    JsonNode json = sagas.saga("show", "incident-1", "--output=json").json();

    // then
    assertThat(page.exitCode()).as(page.err()).isZero();
    assertThat(page.out())
        .contains("REJECTED_AFTER_PIVOT  step book-flight  since ")
        .containsPattern("input kept in saga.journal-\\d-\\d+, it came from saga.replies-\\d-\\d+")
        .contains("Labels      shop=7")
        .doesNotContain(secret());
    JsonNode incident = json.get("incidents").get(0);
    assertThat(incident.get("entry").asText()).matches("saga\\.journal-\\d-\\d+");
    assertThat(incident.get("step").asText()).isEqualTo("book-flight");
    assertThat(json.get("pivotSent").asBoolean()).isTrue();
    assertThat(json.get("steps"))
        .extracting(step -> step.get("name").asText())
        .contains("book-car", "go", "book-hotel", "book-flight");
    assertThat(json.toString()).doesNotContain(secret());
  }

  @Test
  void shouldShowWhoPausedAndWhy() {
    JsonNode json = sagas.saga("show", "paused-1", "--output=json").json();

    assertThat(json.get("paused").get("actor").asText()).isEqualTo("ada");
    assertThat(json.get("paused").get("reason").asText()).isEqualTo("because");
    assertThat(json.get("waitsFor").get(0).get("until").isNull()).isTrue();
  }

  @Test
  void shouldShowTheDataWhenItIsAskedFor() {
    JsonNode data = sagas.saga("show", "signal-1", "--data").json();

    assertThat(data.get("traveller").asText()).isEqualTo(secret());
    assertThat(data.get("days").asInt()).isEqualTo(1);
    assertThat(data.get("hotelBookingId").isNull()).isTrue();
  }

  @Test
  void shouldExitWithOneWhenThereIsNoSuchSaga() {
    Run run = sagas.saga("show", "nobody");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(run.err()).contains("No saga has the id nobody");
    assertThat(sagas.saga("show", "ended-1", "--data").exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(sagas.saga("show", "ended-1").out()).contains("ENDED_BY_OPERATOR");
    assertThat(sagas.saga("list", "--prefix=nobody.").exitCode()).isEqualTo(ExitCodes.FAILED);
  }

  private static List<String> ids(String... options) {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = "--output=json";
    return StreamSupport.stream(sagas.saga("list", all).json().get("sagas").spliterator(), false)
        .map(saga -> saga.get("sagaId").asText())
        .toList();
  }

  private static String secret() {
    return OperatedPlatform.SECRET;
  }
}
