package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.cli.shared.Screen;
import dev.sagas.dev.operate.OperatedPlatform.Run;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a real broker, saga why names the cause of every wait and what ends it, and no payload; and
 * one command acts on all sagas with the same cause.
 */
class WhyBrokerTest {
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

  private static String why(String saga) {
    Run run = sagas.saga("why", saga);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).doesNotContain(OperatedPlatform.SECRET);
    assertThat(run.out().lines())
        .filteredOn(line -> !line.startsWith("  saga "))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Screen.DEFAULT_COLUMNS));
    return run.out().replaceAll("\\s+", " ");
  }

  @Test
  void shouldSayThatTheParticipantIsDown() {
    assertThat(why("reply-1"))
        .contains(
            "Saga reply-1 is RUNNING at revision 1.",
            "Step book-car waits for participant cars to answer attempt 1 of 10, sent ",
            "Participant cars is not running: its group cars has no members; ",
            " commands wait to be read.",
            "Still to come: go, rest if its condition holds, book-hotel (hotels) [pivot], "
                + "book-flight (flights); then COMPLETED.",
            "If it is cancelled, it awaits the answer of book-car; sends 1 compensation: book-car;"
                + " then COMPENSATED.");
  }

  @Test
  void shouldReadTheLastErrorFromTheJournal() {
    assertThat(why("retry-1"))
        .contains("waits for its next attempt with participant cars: attempt 1 of 10 failed ")
        .contains("Its last error was SCRIPTED: \"as the test wants it\", ")
        .contains("The next attempt begins in ");
  }

  @Test
  void shouldGiveTheCommandsThatEndAWait() {
    assertThat(why("signal-1"))
        .contains(
            " for a person's decision, approval go.",
            "saga approve signal-1 go To approve it.",
            "Nothing ends this wait by itself.");
    assertThat(why("paused-1"))
        .contains(
            "It has been paused by ada for ",
            ": \"because\". Nothing is sent and no timer runs.",
            "saga resume paused-1 --reason \"...\" If the reason no longer applies.");
    assertThat(why("incident-1"))
        .contains(
            "incident REJECTED_AFTER_PIVOT at step book-flight, \"SCRIPTED: as the test wants it\".",
            "saga retry incident-1 --step book-flight --reason \"...\" If the cause is fixed: it"
                + " sends 1 command: book-flight.",
            "If its work was done by hand: it ends the saga as COMPLETED.",
            "A cancel is refused: The saga is RUNNING");
  }

  @Test
  void shouldSayWhoEndedASaga() {
    assertThat(why("ended-1"))
        .contains(
            "It ended as ENDED_BY_OPERATOR ",
            "ada ordered END ",
            ": \"because\".",
            "Effects that are, or may be, left: book-car.");
  }

  @Test
  void shouldShowTheCourseOfASaga() {
    // when
    Run page = sagas.saga("history", "incident-1");
    JsonNode json = sagas.saga("history", "incident-1", "--output=json").json();

    // then
    assertThat(page.exitCode()).as(page.err()).isZero();
    assertThat(page.out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Screen.DEFAULT_COLUMNS))
        .anyMatch(
            line -> line.matches("forward  1 book-car +2 go +3 rest +4 book-hotel +5 book-flight"))
        .anyMatch(line -> line.contains("attempt 1 of book-flight: SCRIPTED, as the test"));
    JsonNode attempt = json.get("steps").get(0).get("forward").get(0).get("attempts").get(0);
    assertThat(attempt.get("topic").asText()).isEqualTo("cars.commands");
    assertThat(attempt.get("repliedAt").isNull()).isFalse();
    assertThat(attempt.get("reply").asText()).matches("saga\\.replies-\\d-\\d+");
    assertThat(page.out() + json).doesNotContain(OperatedPlatform.SECRET);
    assertThat(sagas.saga("history", "nobody").exitCode()).isEqualTo(ExitCodes.FAULT);
  }

  @Test
  void shouldShowWhatATombstoneNoLongerHas() {
    // when
    Run page = sagas.saga("show", "ended-1");
    JsonNode json = sagas.saga("show", "ended-1", "--output=json").json();

    // then
    assertThat(page.out())
        .contains("Ended by    ada at ", ", END: because", "Effects     left: book-car")
        .containsPattern("book-car +SUCCEEDED");
    assertThat(json.get("ending").get("endedBy").get("actor").asText()).isEqualTo("ada");
    assertThat(json.get("ending").get("effectsLeft").get(0).asText()).isEqualTo("book-car");
    assertThat(json.get("steps").size()).isEqualTo(2);
  }

  @Test
  void shouldTellAProgramTheSameByKindAndFacts() {
    // when
    JsonNode json = sagas.saga("why", "incident-1", "--output=json").json();

    // then
    assertThat(json.get("sagaId").asText()).isEqualTo("incident-1");
    JsonNode incident = json.get("sentences").get(0);
    assertThat(incident.get("kind").asText()).isEqualTo("incident");
    assertThat(incident.get("facts").get("code").asText()).isEqualTo("REJECTED_AFTER_PIVOT");
    assertThat(incident.get("facts").get("sinceAtMs").isNumber()).isTrue();
    assertThat(kinds(json)).contains("incident-meaning", "remedy", "follows", "undo");
    assertThat(json.toString()).doesNotContain(OperatedPlatform.SECRET);
  }

  private static List<String> kinds(JsonNode json) {
    return StreamSupport.stream(json.get("sentences").spliterator(), false)
        .map(sentence -> sentence.get("kind").asText())
        .toList();
  }

  @Test
  void shouldExitWithOneWhenThereIsNoSuchSaga() {
    Run run = sagas.saga("why", "nobody");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(run.err()).contains("No saga has the id nobody");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void shouldActOnAllSagasThatMatchByOneCommand() throws Exception {
    // given
    for (int i = 0; i < 4; i++) {
      sagas.startTrip("m-" + i);
    }
    await().atMost(OperatedPlatform.LIMIT).until(() -> matched("idPrefix=m-&wait=reply") == 4);
    String[] waiting = {"--id-prefix=m-", "--wait=reply", "--reason=r", "--output=json"};

    // when
    OperatedPlatform.Run preview = sagas.saga("pause", with(waiting, "--dry-run"));
    OperatedPlatform.Run wrong = sagas.saga("pause", with(waiting, "--yes", "--expect=3"));
    OperatedPlatform.Run paused = sagas.saga("pause", with(waiting, "--yes", "--expect=4"));
    String key = "--operation-id=00000000-0000-4000-8000-000000000001";
    String[] all = {"--id-prefix=m-", "--reason=done", "--yes", "--expect=4", key};
    OperatedPlatform.Run undoing = sagas.viaServer("cancel", with(all, "--dry-run"));
    OperatedPlatform.Run unclear = sagas.viaServer("end", all);
    OperatedPlatform.Run ended =
        sagas.viaServer("end", "--id-prefix=m-", "--reason=done", "--yes", "--expect=4");

    // then
    assertThat(preview.json().at("/previews/0/count").asInt()).as(preview.err()).isEqualTo(4);
    assertThat(preview.err()).contains("Selected sagas: 4: m-");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("Expected 3 sagas to match, but 4 do: nothing was sent");
    assertThat(paused.exitCode()).as(paused.err()).isZero();
    assertThat(paused.json().at("/counts/applied").asInt()).isEqualTo(4);
    assertThat(undoing.json().get("previews").toString()).as(undoing.err()).contains("count");
    assertThat(unclear.err()).as("that key is of the cancel").contains("Expected a new key");
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.json().get("results")).hasSize(4);
    assertThat(matched("idPrefix=m-")).isZero();
  }

  private static int matched(String filter) throws Exception {
    return sagas.get("/sagas?" + filter).json().get("matched").asInt();
  }

  private static String[] with(String[] options, String... more) {
    return Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray(String[]::new);
  }
}
