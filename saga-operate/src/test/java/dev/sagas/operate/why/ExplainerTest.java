package dev.sagas.operate.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.deadletters.LetterOrigin;
import dev.sagas.operate.deadletters.LetterPosition;
import dev.sagas.operate.doctor.ParticipantGroup;
import dev.sagas.operate.history.DecidedSaga;
import dev.sagas.operate.history.SagaEnding;
import dev.sagas.operate.history.StepError;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.why.SagaSituation.JournalFacts;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** R20: every wait reason in sentences; what is not known is said to be unknown. */
class ExplainerTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Explanation explain(DecidedSaga saga, PublishedSaga definition) {
    return Explainer.explain(Orders.situation(saga, definition));
  }

  private static List<String> texts(Explanation explanation, SentenceKind kind) {
    return explanation.of(kind).stream().map(Sentence::text).toList();
  }

  private static JournalFacts facts(DecidedSaga saga) {
    return new JournalFacts(true, StepError.newest(saga.journal()), SagaEnding.of(saga.journal()));
  }

  private static ParticipantGroup group(int members, long lag) {
    return new ParticipantGroup(
        "charge-service",
        Optional.of(new ParticipantGroup.Seen("Stable", members, lag, true, List.of())),
        "");
  }

  @Test
  void shouldExplainAWaitForAReply() {
    // given
    PublishedSaga definition = Orders.order("create charge ship! mail-");
    DecidedSaga saga = Orders.started(definition).succeeds("create").after(Duration.ofSeconds(10));

    // when
    Explanation why = explain(saga, definition);

    // then
    assertThat(why.sentences())
        .extracting(Sentence::text)
        .containsExactly(
            "Step charge waits for participant charge-service to answer attempt 1 of 3, sent 10.0 s"
                + " ago (2023-11-14 23:13:20+01:00).",
            "If no answer arrives, the attempt times out in 20.0 s (at 2023-11-14"
                + " 23:13:50+01:00).",
            "What participant charge-service does is unknown: its consumer group was not examined.",
            "Its deadline is in 24.0 h (at 2023-11-15 23:13:20+01:00): then it turns back.",
            "Still to come: ship (ship-service) [pivot], mail (mail-service); then COMPLETED.",
            "If it is cancelled, it awaits the answer of charge; sends 2 compensations: charge,"
                + " create; then COMPENSATED.");
    assertThat(why.summary().facts())
        .containsEntry("step", "charge")
        .containsEntry("participant", "charge-service")
        .containsEntry("attempt", 1L)
        .containsEntry("sinceAtMs", DecidedSaga.START_MS);
    assertThat(why.sentences().toString()).doesNotContain("4711");
  }

  @Test
  void shouldSayThatATimerIsOverdue() {
    PublishedSaga definition = Orders.order("charge");
    DecidedSaga saga = Orders.started(definition).after(MINUTE);

    assertThat(texts(explain(saga, definition), SentenceKind.NEXT_TIMER))
        .containsExactly(
            """
            Its attempt timed out 30.0 s ago (2023-11-14 23:13:50+01:00), and the engine has not \
            acted on it: the orchestrator may be down, or behind with its input.\
            """);
  }

  @Test
  void shouldExplainAWaitForARetryWithItsLastError() {
    // given
    PublishedSaga definition = Orders.order("charge");
    DecidedSaga saga = Orders.started(definition).fails("charge", "BUSY", "try later");

    // when
    Explanation unread = explain(saga, definition);
    Explanation read = Explainer.explain(Orders.situation(saga, definition).with(facts(saga)));

    // then
    assertThat(read.summary().text())
        .isEqualTo(
            "Step charge waits for its next attempt with participant charge-service: attempt 1 of 3"
                + " failed 0 ms ago (2023-11-14 23:13:20+01:00).");
    assertThat(texts(read, SentenceKind.LAST_ERROR))
        .containsExactly("Its last error was BUSY: \"try later\", 0 ms ago.");
    assertThat(texts(unread, SentenceKind.LAST_ERROR))
        .containsExactly("Its last error is unknown: the journal was not read.");
    assertThat(texts(read, SentenceKind.NEXT_TIMER).get(0))
        .startsWith("The next attempt begins in ");
  }

  @Test
  void shouldExplainTheUndoOfAStepAndWhyItTurnsBack() {
    PublishedSaga definition = Orders.order("create charge");
    DecidedSaga saga =
        Orders.started(definition)
            .succeeds("create")
            .rejects("charge", "CARD_DECLINED", "limit exceeded");

    Explanation why = explain(saga, definition);

    assertThat(why.summary().text())
        .startsWith(
            "The undo of step create waits for participant create-service to answer"
                + " attempt 1, sent ");
    assertThat(texts(why, SentenceKind.TURNS_BACK))
        .containsExactly(
            "It turns back at step charge because of CARD_DECLINED: \"limit exceeded\".");
    assertThat(texts(why, SentenceKind.UNDO))
        .containsExactly(
            "To end its unwind, it still awaits the undo of create; sends no further compensation;"
                + " then COMPENSATED.");
  }

  @Test
  void shouldExplainAWaitForAnApprovalWithTheCommandsThatDecide() {
    PublishedSaga definition = Orders.order("go?");
    DecidedSaga saga = Orders.started(definition).after(MINUTE);

    Explanation why = explain(saga, definition);

    assertThat(why.summary().kind()).isEqualTo(SentenceKind.WAITS_FOR_APPROVAL);
    assertThat(why.summary().text())
        .isEqualTo(
            "Step go has waited 1.00 min (since 2023-11-14 23:13:20+01:00) for a person's decision,"
                + " approval go.");
    assertThat(why.of(SentenceKind.REMEDY))
        .extracting(remedy -> remedy.facts().get("command"))
        .containsExactly(
            "saga approve order-8812 go", "saga decline order-8812 go --reason \"...\"");
    assertThat(texts(why, SentenceKind.NEXT_TIMER).get(0))
        .startsWith("The wait times out in 1.98 h");
  }

  @Test
  void shouldExplainAWaitForASignal() {
    PublishedSaga definition = Orders.order("paid~");
    DecidedSaga saga = Orders.started(definition);

    Explanation why = explain(saga, definition);

    assertThat(why.summary().kind()).isEqualTo(SentenceKind.WAITS_FOR_SIGNAL);
    assertThat(why.summary().text()).endsWith("for the signal paid-arrived.");
    assertThat(why.of(SentenceKind.REMEDY))
        .extracting(remedy -> remedy.facts().get("command"))
        .containsExactly("saga signal order-8812 paid-arrived --record shop.Paid --data FILE");
  }

  @Test
  void shouldExplainASleep() {
    PublishedSaga definition = Orders.order("rest.");
    DecidedSaga saga = Orders.started(definition).after(MINUTE);

    assertThat(texts(explain(saga, definition), SentenceKind.SLEEPS))
        .containsExactly(
            "Step rest has slept 1.00 min (since 2023-11-14 23:13:20+01:00), as its definition"
                + " says.");
    assertThat(texts(explain(saga, definition), SentenceKind.NEXT_TIMER).get(0))
        .startsWith("It wakes up in 59.0 min");
  }

  @Test
  void shouldExplainAPauseAndThatNoTimerRuns() {
    PublishedSaga definition = Orders.order("charge");
    DecidedSaga saga = Orders.started(definition).operate(OperationKind.PAUSE).after(MINUTE);

    Explanation why = explain(saga, definition);

    assertThat(why.summary().text())
        .isEqualTo(
            "It has been paused by ada for 1.00 min (since 2023-11-14 23:13:20+01:00): \"the"
                + " customer called\". Nothing is sent and no timer runs.");
    assertThat(why.of(SentenceKind.REMEDY).get(0).facts())
        .containsEntry("command", "saga resume order-8812 --reason \"...\"");
    assertThat(texts(why, SentenceKind.NEXT_TIMER))
        .containsExactly("No timer runs while it is paused, or has an incident as a whole.");
  }

  @Test
  void shouldExplainACancelThatIsHeldAndARestart() {
    PublishedSaga definition = Orders.order("create ship!");
    DecidedSaga held = Orders.started(definition).succeeds("create").operate(OperationKind.CANCEL);
    DecidedSaga restarted =
        Orders.started(Orders.order("create charge"))
            .succeeds("create")
            .operate(OperationKind.RESTART, "create");

    assertThat(texts(explain(held, definition), SentenceKind.CANCEL_HELD).get(0))
        .startsWith("A cancel is held until the pivot is answered");
    assertThat(texts(explain(restarted, Orders.order("create charge")), SentenceKind.RESTARTING))
        .containsExactly("It will continue from step create once what came after it is undone.");
    assertThat(
            texts(explain(restarted, Orders.order("create charge")), SentenceKind.TURNS_BACK)
                .get(0))
        .endsWith(" The attempts in flight are awaited first.");
  }

  @Test
  void shouldSayWhetherTheParticipantIsRunning() {
    PublishedSaga definition = Orders.order("charge");
    DecidedSaga saga = Orders.started(definition).after(MINUTE);

    assertThat(participant(saga, ParticipantSituation.of(group(2, 1))))
        .containsExactly(
            "Participant charge-service is running: its group charge-service has 2 members; 1"
                + " command waits to be read.");
    assertThat(participant(saga, ParticipantSituation.of(group(1, 0))))
        .containsExactly(
            "Participant charge-service is running: its group charge-service has 1 member; no"
                + " command waits to be read.");
    assertThat(
            participant(
                saga,
                new ParticipantSituation(
                    group(0, 1_204),
                    OptionalLong.of(DecidedSaga.START_MS),
                    OptionalLong.of(DecidedSaga.START_MS))))
        .containsExactly(
            "Participant charge-service is not running: its group charge-service has no members and"
                + " has had none for 1.00 min (since 2023-11-14 23:13:20+01:00); 1204 commands wait"
                + " to be read.");
    assertThat(
            participant(
                saga,
                ParticipantSituation.of(
                    ParticipantGroup.unknown("charge-service", "DESCRIBE on it is denied"))))
        .containsExactly(
            "What participant charge-service does is unknown: DESCRIBE on it is denied.");
  }

  private static List<String> participant(DecidedSaga saga, ParticipantSituation known) {
    return texts(
        Explainer.explain(
            Orders.situation(saga, Orders.order("charge")).with(Map.of("charge-service", known))),
        SentenceKind.PARTICIPANT);
  }

  @Test
  void shouldSayWhatIsInTheWayOfTheOrchestrator() {
    assertThat(orchestrator(OrchestratorSituation.of(group(0, 31))))
        .containsExactly(
            "The orchestrator is not running: its group charge-service has no members, so that no"
                + " saga moves; 31 records wait to be read.");
    assertThat(orchestrator(OrchestratorSituation.of(group(1, 31)))).isEmpty();
    assertThat(
            orchestrator(
                new OrchestratorSituation(
                    Optional.empty(),
                    OptionalInt.of(3),
                    Optional.of("a:8080"),
                    Optional.of("is restoring (42 %)"))))
        .containsExactly("Its partition is 3 on instance a:8080, which is restoring (42 %).");
    assertThat(orchestrator(OrchestratorSituation.UNKNOWN)).isEmpty();
  }

  private static List<String> orchestrator(OrchestratorSituation known) {
    PublishedSaga definition = Orders.order("charge");
    return texts(
        Explainer.explain(Orders.situation(Orders.started(definition), definition).with(known)),
        SentenceKind.ORCHESTRATOR);
  }

  @Test
  void shouldNameThePartitionThatIsBehind() {
    // given: order-8812 is in partition 1 of 2
    DecidedSaga saga = Orders.started(Orders.order("charge")).after(MINUTE);
    ParticipantGroup uneven = behind(Map.of(0, 4L, 1, 300L));
    ParticipantGroup even = behind(Map.of(0, 152L, 1, 152L));

    // expect
    assertThat(participant(saga, ParticipantSituation.of(uneven)).get(0))
        .endsWith("304 commands wait to be read, 300 of them in partition 1 of 2, the saga's.");
    assertThat(participant(saga, ParticipantSituation.of(even)).get(0))
        .endsWith("304 commands wait to be read.");
    assertThat(orchestrator(OrchestratorSituation.of(uneven)))
        .containsExactly(
            "The orchestrator is behind with the saga's partition 1: 300 records wait to be read in"
                + " it, and 4 in the others together.");
    assertThat(orchestrator(OrchestratorSituation.of(behind(Map.of(0, 205L, 1, 99L))))).isEmpty();
    assertThat(
            orchestrator(OrchestratorSituation.of(uneven).at(1, "a:8080", Optional.empty())).get(0))
        .startsWith("Its partition is 1 on instance a:8080. The orchestrator is behind with");
  }

  private static ParticipantGroup behind(Map<Integer, Long> lags) {
    return new ParticipantGroup(
        "charge-service",
        Optional.of(new ParticipantGroup.Seen("Stable", 1, 304, true, List.of(), lags)),
        "");
  }

  @Test
  void shouldNameTheDeadLettersOfTheRun() {
    // given
    DecidedSaga saga = Orders.started(Orders.order("charge")).after(MINUTE);
    DeadLetter before = letter(1, DecidedSaga.START_MS - 1);
    DeadLetter since = letter(2, DecidedSaga.START_MS + 30_000);

    // when
    Explanation why =
        Explainer.explain(
            Orders.situation(saga, Orders.order("charge")).with(List.of(since, before)));

    // then
    assertThat(texts(why, SentenceKind.DEAD_LETTER))
        .containsExactly(
            "A record of it, saga.replies-1-42, could not be applied 30.0 s ago (2023-11-14"
                + " 23:13:50+01:00) and is a dead letter: CORRUPT_VALUE: \"not Avro\".");
    assertThat(why.of(SentenceKind.REMEDY))
        .extracting(remedy -> remedy.facts().get("command"))
        .containsExactly("saga dead-letters list --saga order-8812");
  }

  @Test
  void shouldSayWhyThereIsNoSagaOfAnId() {
    SagaId id = new SagaId("o-1");
    long nowMs = DecidedSaga.START_MS + 90_000;

    assertThat(UnknownSaga.text(id, List.of(), nowMs, Orders.TIMES))
        .isEqualTo("No saga has the id o-1, or it ended and has been removed from the store");
    assertThat(
            UnknownSaga.text(
                id, List.of(letter(2, DecidedSaga.START_MS + 30_000)), nowMs, Orders.TIMES))
        .contains(
            "from the store. A record of it, saga.replies-1-42, could not be applied 1.00 min")
        .endsWith("\"not Avro\". To see it: saga dead-letters list --saga o-1");
  }

  private static DeadLetter letter(long offset, long timeMs) {
    return new DeadLetter(
        new LetterPosition(0, offset),
        Optional.of(new LetterOrigin("saga.replies", 1, 42)),
        timeMs,
        Optional.of("order-8812"),
        "CORRUPT_VALUE",
        "not Avro",
        3,
        Optional.empty());
  }

  @Test
  void shouldSayThatTheDefinitionIsUnknown() {
    DecidedSaga saga = Orders.started(Orders.order("charge"));

    Explanation why = Explainer.explain(SagaSituation.of(saga.state(), saga.nowMs(), Orders.TIMES));

    assertThat(texts(why, SentenceKind.DEFINITION_UNKNOWN))
        .containsExactly(
            "What follows is unknown: definition order version 3 was not read, or is not"
                + " published.");
    assertThat(why.summary().text()).contains("answer attempt 1, sent");
  }

  @Test
  void shouldSayThatAStateIsUnknownWhenItCannotBeRead() {
    Explanation why = Explainer.unreadable(new SagaId("o-1"), "digest differs", 7);

    assertThat(why.status()).isEmpty();
    assertThat(why.summary().text()).startsWith("Its state is unknown: its checkpoint cannot be");
    assertThat(why.of(SentenceKind.REMEDY).get(0).facts()).containsEntry("command", "saga audit");
  }
}
