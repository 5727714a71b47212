package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.dev.engine.Wire;
import dev.sagas.dev.operate.OperatedPlatform.Run;
import dev.sagas.engine.definitions.DeployedDefinitions;
import dev.sagas.engine.journal.CheckOptions;
import dev.sagas.engine.journal.CheckReport;
import dev.sagas.engine.journal.DefinitionCheck;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.PayloadLimits;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.TopicNames;
import dev.sagas.protocol.WaitReason;
import dev.sagas.samples.schema.trip.BookHotel;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.samples.schema.trip.FlightBooked;
import dev.sagas.samples.schema.trip.HotelBooked;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.StepFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R15, R16, R19 on a real broker: operators act through the command. */
class OperationsBrokerTest {
  private static final StepFailure FAILURE = new StepFailure("SCRIPTED", "full", Map.of());

  @TempDir private static Path dataDir;
  private static OperatedPlatform sagas;

  @BeforeAll
  static void start() {
    sagas = OperatedPlatform.start(dataDir.resolve("data"));
  }

  /** Whatever was done to the sagas, their journals lead to the same decisions again. */
  @AfterAll
  static void decideAgainAndStop() {
    try (OperatedPlatform closing = sagas) {
      CheckReport report =
          DefinitionCheck.run(
              closing.deployment(),
              codec ->
                  DeployedDefinitions.deploy(
                      DeployedDefinitions.describe(List.of(new GuidedTrip())),
                      codec,
                      TopicNames.DEFAULT,
                      new PayloadLimits(1_000_000, 1_000_000)),
              CheckOptions.DEFAULT);
      assertThat(report.breaks()).isEmpty();
      assertThat(report.counts().decisions()).isGreaterThan(20);
      assertThat(report.counts().skipped()).isZero();
    }
  }

  @Test
  void shouldPauseAndResumeAndJournalWhoAndWhyWhenAnOperatorSaysSo() throws Exception {
    // given
    sagas.startTrip("paused");

    // when
    Run pause = sagas.saga("pause", "paused", "--reason=a look first", "--actor=ada");
    Run again = sagas.act("pause", "paused");
    sagas.reply(sagas.command("cars", "paused", 0), "succeeded", new CarBooked("paused", "c"));
    Run resume = sagas.act("resume", "paused");

    // then
    assertThat(pause.exitCode()).as(pause.err()).isZero();
    assertThat(pause.out())
        .contains("Applied: saga paused is RUNNING at revision ")
        .contains("  pause by ada: a look first", "  paused");
    assertThat(again.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(again.json().get("answer").asText()).isEqualTo("REFUSED");
    assertThat(again.json().get("message").asText()).contains("it is paused already");
    assertThat(resume.exitCode()).isZero();
    sagas.awaitWait("paused", WaitReason.Kind.SIGNAL);
    JournalEntry entry = operation("paused", 0);
    assertThat(entry.cause().actor()).contains("ada");
    assertThat(entry.events().get(0).toString()).contains("ada", "a look first");
  }

  @Test
  void shouldChangeNothingWhenItIsADryRun() throws Exception {
    // given
    sagas.startTripToApproval("tried", 1);
    long before = sagas.awaitState("tried", state -> true).chain().revision();

    // when
    Run cancel = sagas.act("cancel", "tried", "--dry-run");
    Run resume = sagas.act("resume", "tried", "--dry-run");

    // then
    assertThat(cancel.exitCode()).isZero();
    assertThat(cancel.json().get("answer").asText()).isEqualTo("DRY_RUN");
    assertThat(cancel.json().get("message").asText()).contains("COMPENSATING");
    assertThat(resume.exitCode()).as("would be refused").isEqualTo(ExitCodes.FAULT);
    assertThat(sagas.awaitState("tried", state -> true).chain().revision()).isEqualTo(before);
  }

  @Test
  void shouldAwaitTheAttemptAndUndoWhenCancelled() throws Exception {
    // given
    sagas.startTrip("cancelled");
    sagas.command("cars", "cancelled", 0);

    // when
    Run cancel = sagas.act("cancel", "cancelled");
    sagas.reply(
        sagas.command("cars", "cancelled", 0), "succeeded", new CarBooked("cancelled", "c"));
    sagas.reply(sagas.command("cars", "cancelled", 1), "succeeded", new CarCancelled("cancelled"));

    // then
    assertThat(cancel.exitCode()).isZero();
    assertThat(cancel.json().get("status").asText()).isEqualTo("STOPPING");
    SagaOutcome outcome = sagas.outcome("cancelled");
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(outcome.getReasonCode()).isEqualTo("CANCELLED");
    Run late = sagas.act("pause", "cancelled");
    assertThat(late.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(late.json().get("code").asText()).isEqualTo("ALREADY_ENDED");
  }

  @Test
  void shouldUndoAtOnceWhenCompensatedAndTryTheUndoAgainWhenItFailedForGood() throws Exception {
    // given
    sagas.startTripToApproval("undone", 1);

    // when
    Run compensate = sagas.act("compensate", "undone");
    sagas.reply(sagas.command("cars", "undone", 1), "rejected", FAILURE);
    sagas.awaitWait("undone", WaitReason.Kind.INCIDENT);
    Run retry = sagas.act("retry", "undone", "--step=book-car");

    // then
    assertThat(compensate.json().get("status").asText()).isEqualTo("COMPENSATING");
    assertThat(retry.exitCode()).isZero();
    sagas.reply(sagas.command("cars", "undone", 2), "succeeded", new CarCancelled("undone"));
    assertThat(sagas.outcome("undone").getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
  }

  @Test
  void shouldSendTheNextAttemptAtOnceWhenRetried() throws Exception {
    // given
    sagas.startTrip("retried");
    sagas.reply(sagas.command("cars", "retried", 0), "failed", FAILURE);
    sagas.awaitWait("retried", WaitReason.Kind.RETRY);

    // when
    Run retry = sagas.act("retry", "retried");
    Run nothing = sagas.act("retry", "retried");

    // then
    assertThat(retry.exitCode()).isZero();
    assertThat(events(retry)).anyMatch(event -> event.contains("execute book-car (attempt 2)"));
    assertThat(Wire.header(sagas.command("cars", "retried", 1), SagaHeaders.ATTEMPT))
        .isEqualTo("2");
    assertThat(nothing.exitCode()).as("it is on its way").isEqualTo(ExitCodes.FAULT);
  }

  @Test
  void shouldSettleAnUnknownPivotAndAStepAfterItWhenAnOperatorKnows() throws Exception {
    // given
    sagas.startTripToApproval("stuck", 1);
    assertThat(sagas.saga("approve", "stuck", "go", "--by=grace").exitCode()).isZero();
    sagas.reply(sagas.command("hotels", "stuck", 0), "failed", FAILURE);
    sagas.awaitWait("stuck", WaitReason.Kind.INCIDENT);

    // when
    Run cancel = sagas.act("cancel", "stuck");
    Run skip = sagas.act("skip", "stuck", "--step=book-hotel");
    sagas.reply(sagas.command("flights", "stuck", 0), "rejected", FAILURE);
    sagas.awaitState("stuck", state -> !state.incidents().isEmpty());
    Run fail = sagas.act("fail", "stuck", "--step=book-flight");
    Run retry = sagas.act("retry", "stuck", "--step=book-flight");
    sagas.reply(sagas.command("flights", "stuck", 1), "succeeded", new FlightBooked("stuck", "f"));

    // then
    assertThat(cancel.exitCode()).as("held").isZero();
    assertThat(skip.exitCode()).isZero();
    assertThat(events(skip)).anyMatch(event -> event.contains("cancel refused"));
    assertThat(fail.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(fail.json().get("message").asText()).contains("nothing that could fail");
    assertThat(retry.exitCode()).isZero();
    SagaOutcome outcome = sagas.outcome("stuck");
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(outcome.getStepsSkipped()).isEqualTo(List.of("book-hotel"));
  }

  @Test
  void shouldGoOnWithTheNewDataWhenEdited() throws Exception {
    // given
    sagas.startTripToApproval("edited", 1);
    Run shown = sagas.saga("show", "edited", "--data");
    ObjectNode data = (ObjectNode) shown.json();
    Path file =
        Files.writeString(dataDir.resolve("data.json"), data.put("hotel", "Sacher").toString());
    Path misfit =
        Files.writeString(
            dataDir.resolve("misfit.json"), data.deepCopy().put("days", "many").toString());

    // when
    Run stale = sagas.act("edit", "edited", "--data=" + file, "--if-revision=1");
    Run wrong = sagas.act("edit", "edited", "--data=" + misfit);
    Run edit = sagas.act("edit", "edited", "--data=" + file);
    sagas.saga("approve", "edited", "go");

    // then
    assertThat(stale.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(stale.err()).contains("Expected saga edited to be at revision 1");
    assertThat(wrong.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(wrong.err())
        .contains("Expected days to be a whole number of 32 bits, but got text")
        .doesNotContain("many");
    assertThat(edit.exitCode()).as(edit.err()).isZero();
    BookHotel command = sagas.wire.decode(sagas.command("hotels", "edited", 0), BookHotel.class);
    assertThat(command.getHotel()).isEqualTo("Sacher");
    assertThat(command.getTraveller()).isEqualTo(OperatedPlatform.SECRET);
  }

  @Test
  void shouldUndoAndExecuteAnewWhenRestarted() throws Exception {
    // given
    sagas.startTripToApproval("restarted", 1);

    // when
    Run restart = sagas.act("restart", "restarted", "--step=book-car");
    sagas.reply(sagas.command("cars", "restarted", 1), "succeeded", new CarCancelled("restarted"));

    // then
    assertThat(restart.exitCode()).isZero();
    assertThat(Wire.header(sagas.command("cars", "restarted", 2), SagaHeaders.DEDUPLICATION_KEY))
        .endsWith("/book-car/execute/2");
    Run unreached = sagas.act("restart", "restarted", "--step=book-flight");
    assertThat(unreached.exitCode()).isEqualTo(ExitCodes.FAULT);
  }

  @Test
  void shouldEndWithTheEffectsLeftWhenEndedByHand() throws Exception {
    // given
    sagas.startTripToApproval("ended", 1);

    // when
    Run end = sagas.act("end", "ended");

    // then
    assertThat(end.json().get("status").asText()).isEqualTo("ENDED_BY_OPERATOR");
    SagaOutcome outcome = sagas.outcome("ended");
    assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.ENDED_BY_OPERATOR);
    assertThat(outcome.getActor()).isEqualTo("ada");
    assertThat(outcome.getEffectsLeft()).isEqualTo(List.of("book-car"));
  }

  @Test
  void shouldRefuseToMigrateWhenTheVersionIsNotDeployed() throws Exception {
    // given
    sagas.startTripToApproval("migrated", 1);

    // when
    Run migrate = sagas.act("migrate", "migrated", "--to-version=2");

    // then
    assertThat(migrate.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(migrate.json().get("message").asText()).contains("version 2 is not deployed");
  }

  @Test
  void shouldDecideAndSignalWhenAPersonSaysSo() throws Exception {
    // given
    sagas.startTripToApproval("declined", 1);
    sagas.startTrip("signalled");
    Path yes =
        Files.writeString(
            dataDir.resolve("yes.json"), "{\"approved\": true, \"decidedBy\": \"grace\"}");

    // when
    Run decline = sagas.saga("decline", "declined", "go", "--reason=too dear", "--output=json");
    Run signal = signal("signalled", "go", "dev.sagas.schema.ApprovalDecision", yes);
    Run unknown = signal("signalled", "stop", "dev.sagas.schema.ApprovalDecision", yes);
    Run foreign = signal("signalled", "go", "no.such.Record", yes);

    // then
    assertThat(decline.exitCode()).as(decline.err()).isZero();
    assertThat(decline.json().get("status").asText()).isEqualTo("COMPENSATING");
    assertThat(events(signal)).anyMatch(event -> event.contains("signal go kept"));
    assertThat(unknown.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(unknown.json().get("code").asText()).isEqualTo("UNKNOWN_SIGNAL");
    assertThat(foreign.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(foreign.err()).contains("no.such.Record");
    sagas.reply(
        sagas.command("cars", "signalled", 0), "succeeded", new CarBooked("signalled", "c"));
    sagas.reply(
        sagas.command("hotels", "signalled", 0), "succeeded", new HotelBooked("signalled", "h"));
  }

  @Test
  void shouldDecideForThoseOfManyThatWaitForItAndNoOther() throws Exception {
    // given
    sagas.startTripToApproval("many-1", 1);
    sagas.startTripToApproval("many-2", 1);
    sagas.startTrip("many-3");
    String many = "--id-prefix=many-";

    // when: one through the topics, the other by a batch
    Run dryRun = sagas.saga("approve", "go", many, "--dry-run", "--output=json");
    Run refused = sagas.saga("approve", "go", many, "--yes", "--expect=3");
    Run first = sagas.saga("approve", "go", many + "1", "--yes", "--expect=1");
    sagas.awaitWait("many-1", WaitReason.Kind.REPLY);
    Run second = sagas.viaServer("decline", "go", many, "--yes", "--expect=1", "--reason=too dear");

    // then
    assertThat(dryRun.json().get("sagas").asInt()).as(dryRun.err()).isEqualTo(2);
    assertThat(dryRun.json().at("/previews/0/text").asText()).contains("takes go");
    assertThat(refused.exitCode()).isEqualTo(ExitCodes.FAULT);
    assertThat(first.out()).as(first.err()).contains("Sagas: 1, applied 1");
    assertThat(second.json().at("/counts/applied").asInt()).as(second.err()).isEqualTo(1);
    sagas.awaitState("many-2", state -> state.status() == SagaStatus.COMPENSATING);
  }

  @Test
  void shouldSayThatItWaitsForItsSagaAndBeAppliedAtItsStart() throws Exception {
    // when
    Run early = sagas.act("pause", "early", "--operation-id=op-early");

    // then
    assertThat(early.exitCode()).isEqualTo(ExitCodes.UNKNOWN);
    assertThat(early.json().get("answer").asText()).isEqualTo("PARKED");
    sagas.startTrip("early");
    sagas.awaitState("early", state -> state.control().pause().isPresent());
    Run again = sagas.act("pause", "early", "--operation-id=op-early");
    assertThat(again.exitCode()).isZero();
    assertThat(again.json().get("answer").asText()).isEqualTo("DUPLICATE");
  }

  @Test
  void shouldSayThatItIsNotKnownWhenNoAnswerCameInTime() throws Exception {
    // given
    sagas.startTrip("unanswered");

    // when
    Run run = sagas.saga("pause", "unanswered", "--reason=r", "--timeout=1ms");

    // then
    assertThat(run.exitCode()).isEqualTo(ExitCodes.UNKNOWN);
    assertThat(run.out()).contains("it may still be applied", "--operation-id ");
    sagas.awaitState("unanswered", state -> state.control().pause().isPresent());
  }

  @Test
  void shouldExitWithTwoWhenItCannotBeDone() {
    assertThat(sagas.act("pause", "any", "--prefix=nobody."))
        .matches(run -> run.exitCode() == ExitCodes.FAILED)
        .matches(run -> run.err().contains("nobody.saga.journal"));
    assertThat(sagas.saga("pause", "any"))
        .matches(run -> run.exitCode() == ExitCodes.FAILED)
        .matches(run -> run.err().contains("--reason"));
  }

  private static Run signal(String saga, String name, String type, Path file) {
    return sagas.saga("signal", saga, name, "--record=" + type, "--data=" + file, "--output=json");
  }

  private static List<String> events(Run run) {
    return StreamSupport.stream(run.json().get("events").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static JournalEntry operation(String saga, int index) {
    return sagas.history(saga).stream()
        .filter(entry -> entry.cause().kind() == Cause.Kind.OPERATION)
        .toList()
        .get(index);
  }
}
