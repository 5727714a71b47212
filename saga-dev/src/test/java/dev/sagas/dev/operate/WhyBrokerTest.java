package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.cli.shared.Paragraphs;
import dev.sagas.dev.operate.OperatedPlatform.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker, saga why names the cause of every wait and what ends it, and no payload. */
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
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Paragraphs.COLUMNS));
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
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Paragraphs.COLUMNS))
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
}
