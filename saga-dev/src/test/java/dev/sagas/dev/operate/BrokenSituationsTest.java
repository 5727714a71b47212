package dev.sagas.dev.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.dev.engine.Wire;
import dev.sagas.dev.platform.DevPlatformConfig;
import dev.sagas.orchestrator.app.OrchestratorConfig;
import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.CarCancelled;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.StepFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Situations that operators meet: {@code saga why}, HTTP, the UI and an alert name the cause, and
 * the action that the documentation gives ends it.
 */
@Tag("crash")
class BrokenSituationsTest {
  private static final int SOON = 20;
  private static final int A_DAY = 1_460;
  private static final byte[] GARBAGE = "no Avro".getBytes(StandardCharsets.UTF_8);
  private static final StepFailure FAILURE = new StepFailure("SCRIPTED", "full", Map.of());

  @TempDir private static Path folder;
  private static OperatedPlatform sagas;
  private static Situation situation;

  @BeforeAll
  static void start() throws Exception {
    sagas =
        OperatedPlatform.start(
            DevPlatformConfig.in(folder.resolve("data"))
                .with(OrchestratorConfig.IN_FLIGHT_SAGAS, BrokenTrips.VERSIONED + "=0"),
            GuidedTrip.class,
            BrokenTrips.Expiring.class,
            BrokenTrips.Old.class);
    situation = new Situation(sagas, folder);
  }

  @AfterAll
  static void stop() {
    sagas.close();
  }

  private static OperatedPlatform.Run succeeds(OperatedPlatform.Run run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  @Test
  void participantIsDown() throws Exception {
    // given
    sagas.startTrip("down-1");
    sagas.awaitWait("down-1", WaitReason.Kind.REPLY);

    // expect
    await()
        .atMost(OperatedPlatform.LIMIT)
        .untilAsserted(
            () ->
                situation.isExplained(
                    "down-1", "Participant cars is not running: its group cars has no"));
    situation.isAlerted(SOON, "SagaParticipantGone", "participant=\"cars\"");

    // when: it is started
    try (CarService cars = CarService.start(sagas.clientConfig(), Set.of())) {
      sagas.awaitWait("down-1", WaitReason.Kind.SIGNAL);
      situation.isCalm(SOON, "SagaParticipantGone", "participant=\"cars\"");
      assertThat(cars.isRunning()).isTrue();
    }
  }

  @Test
  void participantAnswersGarbage() throws Exception {
    // given
    sagas.startTrip("garbage-1");
    ConsumerRecord<byte[], byte[]> command = sagas.command("cars", "garbage-1", 0);
    sagas.wire.send(
        Wire.header(command, SagaHeaders.REPLY_TO),
        GARBAGE,
        Map.of(
            SagaHeaders.SAGA_ID,
            "garbage-1",
            SagaHeaders.IN_REPLY_TO,
            Wire.header(command, SagaHeaders.COMMAND_ID),
            SagaHeaders.OUTCOME,
            "succeeded"));
    awaitLetter("garbage-1");

    // expect
    situation.isExplained("garbage-1", "A record of it, saga.replies-", "is a dead letter");
    situation.isAlerted(1, "SagaDeadLetters");

    // when: the participant is repaired and answers again
    sagas.reply(command, "succeeded", new CarBooked("garbage-1", "car-1"));

    // then
    sagas.awaitWait("garbage-1", WaitReason.Kind.SIGNAL);
  }

  @Test
  void undoFails() throws Exception {
    // given
    sagas.startTripToApproval("undo-1", 1);
    succeeds(sagas.act("cancel", "undo-1"));
    sagas.reply(sagas.command("cars", "undo-1", 1), "rejected", FAILURE);
    sagas.awaitWait("undo-1", WaitReason.Kind.INCIDENT);

    // expect
    situation.isExplained("undo-1", "incident COMPENSATION_REJECTED at step book-car");
    assertThat(situation.command("undo-1")).contains("saga retry undo-1 --step book-car");
    situation.isAlerted(SOON, "SagaIncidentsOpen", "COMPENSATION_REJECTED");

    // when
    succeeds(sagas.act("retry", "undo-1", "--step=book-car"));
    sagas.reply(sagas.command("cars", "undo-1", 2), "succeeded", new CarCancelled("undo-1"));

    // then
    assertThat(sagas.outcome("undo-1").getOutcome()).hasToString("COMPENSATED");
    situation.isCalm(SOON, "SagaIncidentsOpen", "COMPENSATION_REJECTED");
  }

  @Test
  void sagaIsPausedAndForgotten() throws Exception {
    // given
    sagas.startTripToApproval("forgotten-1", 1);
    succeeds(sagas.act("pause", "forgotten-1"));

    // expect
    situation.isExplained("forgotten-1", "It has been paused by ada", "\"because\"");
    situation.isAlerted(A_DAY, "SagasWaitForAPerson", "paused");

    // when
    succeeds(sagas.act("resume", "forgotten-1"));

    // then
    sagas.awaitWait("forgotten-1", WaitReason.Kind.SIGNAL);
    situation.isCalm(A_DAY, "SagasWaitForAPerson", "paused");
  }

  @Test
  void approvalExpires() throws Exception {
    // given
    sagas.startTrip("expired-1", BrokenTrips.EXPIRING, 1);
    sagas.awaitWait("expired-1", WaitReason.Kind.INCIDENT);

    // expect
    situation.isExplained("expired-1", "incident WAIT_TIMED_OUT at step go");
    situation.isAlerted(SOON, "SagaIncidentsOpen", "WAIT_TIMED_OUT");

    // when: a decision that comes late still counts
    succeeds(sagas.saga("approve", "expired-1", "go"));

    // then
    sagas.awaitState("expired-1", state -> state.step(new StepName("book-hotel")).isPresent());
    situation.isCalm(SOON, "SagaIncidentsOpen", "WAIT_TIMED_OUT");
  }

  @Test
  void startIsHeldBack() throws Exception {
    // given
    sagas.startTrip("held-1", BrokenTrips.VERSIONED, 1);
    sagas.awaitWait("held-1", WaitReason.Kind.CAPACITY);

    // expect
    situation.isExplained("held-1", "It has not begun, and is held back", "and 0 may be");
    situation.isAlerted(SOON, "SagaStartsHeldBack");

    // when
    succeeds(sagas.act("resume", "held-1"));

    // then
    sagas.awaitWait("held-1", WaitReason.Kind.REPLY);
    situation.isCalm(SOON, "SagaStartsHeldBack");
  }

  @Test
  void requestIsPoison() throws Exception {
    // given
    sagas.wire.send(
        "saga.requests",
        GARBAGE,
        Map.of(SagaHeaders.SAGA_ID, "poison-1", SagaHeaders.TYPE, GuidedTrip.TYPE));
    awaitLetter("poison-1");

    // expect
    String cause = "A record of it, saga.requests-";
    assertThat(sagas.saga("why", "poison-1").err().replaceAll("\\s+", " ")).contains(cause);
    assertThat(sagas.get("/sagas/poison-1/why").json().get("detail").asText()).contains(cause);
    assertThat(situation.page("poison-1")).contains(cause);
    situation.isAlerted(1, "SagaDeadLetters");

    // when: it is discarded, and the request sent as it should be
    String letter =
        sagas.get("/dead-letters?saga=poison-1").json().at("/letters/0/position").asText();
    OperatedPlatform.Answered discarded =
        sagas.post(
            "/dead-letters/discard",
            "{\"position\":\"%s\",\"reason\":\"not Avro\"}".formatted(letter));
    assertThat(discarded.status()).as(discarded.json().toString()).isEqualTo(200);
    Path data = folder.resolve("poison.json");
    Files.writeString(
        data,
        """
        {"tripId":"poison-1","traveller":"t","carClass":"compact","hotel":"Ritz","flight":"OS 1",
         "days":1}
        """);
    succeeds(sagas.saga("start", "poison-1", "--type=" + GuidedTrip.TYPE, "--data=" + data));

    // then
    sagas.awaitWait("poison-1", WaitReason.Kind.REPLY);
    assertThat(sagas.get("/dead-letters?saga=poison-1").json().get("letters")).isEmpty();
  }

  @Test
  void partitionIsSkewed() throws Exception {
    // given
    int partition = KeyPartition.of(new SagaId("skewed-0"), 2);
    try (CarService cars = CarService.start(sagas.clientConfig(), Set.of(partition))) {
      int started = 0;
      for (int i = 0; started < 150; i++) {
        if (KeyPartition.of(new SagaId("skewed-" + i), 2) == partition) {
          sagas.startTrip("skewed-" + i);
          started++;
        }
      }

      // expect
      await()
          .atMost(OperatedPlatform.LIMIT)
          .untilAsserted(
              () ->
                  situation.isExplained(
                      "skewed-0",
                      "Participant cars is running: its group cars has 1 member",
                      "of them in partition " + partition + " of 2, the saga's"));
      situation.isAlerted(SOON, "SagaParticipantFallsBehind", "cars");

      // when: the member that hangs is started again
      cars.recovers();

      // then
      sagas.awaitWait("skewed-0", WaitReason.Kind.SIGNAL);
      situation.isCalm(SOON, "SagaParticipantFallsBehind", "cars");
    }
  }

  private static void awaitLetter(String saga) {
    await()
        .atMost(OperatedPlatform.LIMIT)
        .until(() -> !sagas.get("/dead-letters?saga=" + saga).json().get("letters").isEmpty());
  }

  @Test
  void versionIsMissing() throws Exception {
    // given: 400 sagas of a version, and then only the next one
    DevPlatformConfig config = DevPlatformConfig.in(folder.resolve("versions"));
    try (OperatedPlatform before = OperatedPlatform.start(config, BrokenTrips.Old.class)) {
      for (int i = 0; i < 400; i++) {
        before.startTrip("v-" + i, BrokenTrips.VERSIONED, 1);
      }
      await()
          .atMost(OperatedPlatform.LIMIT)
          .until(() -> before.wire.read("cars.commands").size() == 400);
    }
    try (OperatedPlatform after = OperatedPlatform.start(config, BrokenTrips.New.class)) {
      Situation missing = new Situation(after, folder);
      for (ConsumerRecord<byte[], byte[]> command : after.wire.read("cars.commands")) {
        after.reply(command, "succeeded", new CarBooked("v", "car-1"));
      }
      awaitMatches(after, "incident=VERSION_MISSING", 400);

      // expect
      missing.isExplained("v-0", "incident VERSION_MISSING");
      assertThat(missing.command("v-0")).contains("saga migrate v-0 --to-version");
      missing.isAlerted(SOON, "SagaVersionMissing", "400 sagas are on a version");
    }
    // when: the version is deployed again, next to the newer one, and one bulk action retries all
    try (OperatedPlatform both =
        OperatedPlatform.start(config, BrokenTrips.Old.class, BrokenTrips.New.class)) {
      awaitMatches(both, "incident=VERSION_MISSING", 400);
      Situation missing = new Situation(both, folder);
      JsonNode batch =
          both.post(
                  "/batches",
                  """
                  {"filter":{"incident":"VERSION_MISSING"},
                   "operation":{"kind":"retry","reason":"version 1 is deployed again"}}
                  """)
              .json();
      assertThat(batch.get("sagas").asInt()).as(batch.toString()).isEqualTo(400);
      both.post("/batches/" + batch.get("batchId").asText() + "/run", "{\"count\":400}");

      // then
      awaitMatches(both, "incident=VERSION_MISSING", 0);
      awaitMatches(both, "type=versioned-trip&version=1&wait=reply", 400);
      missing.isCalm(SOON, "SagaVersionMissing");
    }
  }

  private static void awaitMatches(OperatedPlatform platform, String query, int sagas) {
    await()
        .atMost(OperatedPlatform.LIMIT)
        .until(() -> platform.get("/sagas?" + query).json().get("matched").asInt() == sagas);
  }

  @Test
  void instanceIsRestoring() throws Exception {
    try (LooseParts parts = LooseParts.start(folder.resolve("restoring"))) {
      // given: an instance that lost its state, and a network that is slow
      try (OperatedPlatform before = parts.orchestrator("lost")) {
        awaitMatches(before, "idPrefix=none", 0);
        for (int i = 0; i < 300; i++) {
          before.startTrip("r-" + i);
        }
        awaitMatches(before, "idPrefix=r-", 300);
      }
      parts.limitReading(1_000.0);
      try (OperatedPlatform after = parts.orchestrator("empty")) {
        await().atMost(OperatedPlatform.LIMIT).until(() -> restores(after));
        Situation restoring = new Situation(after, folder);

        // expect
        String cause = "does not process its inputs: ";
        assertThat(after.get("/sagas/r-1/why").json().get("detail").asText()).contains(cause);
        assertThat(restoring.page("r-1")).contains(cause);
        restoring.isAlerted(SOON, "SagaRestoreSlow", "still has to restore");

        // when: the limit is taken away
        parts.limitReading(null);

        // then
        await()
            .atMost(OperatedPlatform.LIMIT.multipliedBy(2))
            .until(() -> after.get("/sagas/r-1/why").status() == 200);
        restoring.isCalm(SOON, "SagaRestoreSlow");
      }
    }
  }

  private static boolean restores(OperatedPlatform platform) throws Exception {
    return platform
        .text("/metrics")
        .lines()
        .anyMatch(line -> line.matches("saga_restore_remaining\\{.*} [1-9].*"));
  }

  @Test
  void accessIsMissing() throws Exception {
    try (LooseParts parts = LooseParts.start(folder.resolve("access"));
        OperatedPlatform owner = parts.orchestrator("state")) {
      // given
      owner.startTripToApproval("acl-1", 1);
      Situation denied = new Situation(owner, folder);
      parts.forbidWriting("hotels.commands");
      owner.wire.send(
          "saga.signals",
          owner.wire.encode("saga.signals", new ApprovalDecision(true, "ada", "because")),
          Map.of(SagaHeaders.SAGA_ID, "acl-1", SagaHeaders.SIGNAL, "go"));

      // expect
      String cause = "Not authorized to access topics: [hotels.commands]";
      await()
          .atMost(OperatedPlatform.LIMIT)
          .untilAsserted(
              () -> assertThat(owner.get("/sagas/acl-1/why").json().toString()).contains(cause));
      assertThat(denied.page("acl-1")).contains(cause);
      assertThat(owner.saga("doctor", "--role=orchestrator", "--output=json").out())
          .contains("OPERATION_DENIED", "hotels.commands");
      denied.isAlerted(SOON, "SagaInstanceNotReady");

      // when
      parts.allowWriting("hotels.commands");

      // then
      owner.awaitState("acl-1", state -> state.step(new StepName("book-hotel")).isPresent());
      denied.isCalm(SOON, "SagaInstanceNotReady");
    }
  }
}
