package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.order.OrderRecords;
import dev.sagas.order.OrderSaga;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.WaitReason;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.OperationKind;
import dev.sagas.schema.OutcomeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R2a, R3, R15 and R16 through the topology: groups, approvals, sleeps, operators, parking. */
class WaitingSagasTest {
  private static final ApprovalDecision YES = new ApprovalDecision(true, "grace", null);
  private static final ApprovalDecision NO = new ApprovalDecision(false, "grace", "too dear");

  @TempDir private Path stateDir;
  private EngineDriver engine;

  @BeforeEach
  void start() {
    engine = new EngineDriver(stateDir);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private void startReviewed(String id) {
    engine.request(
        id,
        engine.encode(engine.topics.requests(), OrderRecords.order(id)),
        Map.of(SagaHeaders.TYPE, "overnight-order"));
  }

  private void prepare(String id) {
    startReviewed(id);
    engine.inventory().succeeds(OrderRecords.reserved(id));
    engine.payments().succeeds(OrderRecords.charged(id));
  }

  private SagaState state(String id) {
    return engine.checkpoint(id).orElseThrow().state();
  }

  private WaitReason.Kind waitsFor(String id) {
    return WaitReasons.of(state(id)).get(0).kind();
  }

  @Test
  void shouldCompleteWhenBranchesAreDoneTheManagerApprovesAndTheNightIsOver() {
    // given
    startReviewed("o-1");
    assertThat(engine.sent("inventory.commands")).hasSize(1);
    assertThat(engine.sent("payments.commands")).hasSize(1);
    engine.payments().succeeds(OrderRecords.charged("o-1"));
    assertThat(waitsFor("o-1")).isEqualTo(WaitReason.Kind.REPLY);
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    assertThat(waitsFor("o-1")).isEqualTo(WaitReason.Kind.SIGNAL);

    // when
    engine.signal("o-1", "review", YES);
    assertThat(waitsFor("o-1")).isEqualTo(WaitReason.Kind.SLEEP);
    engine.advance(OrderSaga.NIGHT.minusMillis(50));
    assertThat(engine.sent("orders.commands")).isEmpty();
    engine.advance(Duration.ofMillis(50));
    engine.orders().succeeds(OrderRecords.approved("o-1"));

    // then
    assertThat(engine.lastOutcome().getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(engine.journal())
        .extracting(entry -> entry.cause().kind())
        .contains(Cause.Kind.SIGNAL, Cause.Kind.TIMER);
  }

  @Test
  void shouldUndoWhatSucceededWhenABranchIsRejected() {
    startReviewed("o-1");
    engine.payments().rejects();
    assertThat(state("o-1").status()).isEqualTo(SagaStatus.STOPPING);

    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    engine.inventory().succeeds(OrderRecords.released("o-1"));

    assertThat(engine.lastOutcome().getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(engine.sent("payments.commands")).as("nothing to undo").hasSize(1);
  }

  @Test
  void shouldTakeTheApprovalWheneverItComes() {
    // given: before the wait
    startReviewed("o-1");
    engine.signal("o-1", "review", YES);
    engine.payments().succeeds(OrderRecords.charged("o-1"));
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    assertThat(waitsFor("o-1")).isEqualTo(WaitReason.Kind.SLEEP);

    // when: twice
    engine.signal("o-1", "review", NO);

    // then
    assertThat(lastEntry().note())
        .hasValueSatisfying(n -> assertThat(n).startsWith("STALE_SIGNAL"));
    assertThat(lastEntry().cause().input()).as("kept").isPresent();
  }

  @Test
  void shouldCompensateWhenTheManagerSaysNoOrNothing() {
    prepare("o-no");
    engine.signal("o-no", "review", NO);
    assertThat(state("o-no").unwind().orElseThrow().code()).isEqualTo("NOT_APPROVED");

    prepare("o-never");
    engine.advance(OrderSaga.REVIEW);
    assertThat(state("o-never").unwind().orElseThrow().code()).isEqualTo("TIMED_OUT");
  }

  @Test
  void shouldApplyWhatOvertookItsStartInOrderRightAfterIt() {
    // given
    engine.signal("o-1", "review", YES);
    engine.operate("o-1", OperationKind.PAUSE);
    assertThat(engine.checkpoint("o-1")).isEmpty();
    assertThat(engine.journal()).isEmpty();

    // when
    startReviewed("o-1");

    // then
    assertThat(state("o-1").signals()).hasSize(1);
    assertThat(state("o-1").control().pause().orElseThrow().actor()).isEqualTo("ada");
    assertThat(engine.journal())
        .extracting(entry -> entry.cause().kind())
        .containsExactly(Cause.Kind.START, Cause.Kind.SIGNAL, Cause.Kind.OPERATION);
    assertThat(engine.parked()).isZero();
  }

  @Test
  void shouldKeepAsDeadLettersWhatWaitsForASagaThatDoesNotStart() {
    engine.signal("o-1", "review", YES);
    engine.operate("o-1", OperationKind.PAUSE);

    engine.advance(EngineDriver.PARKING);

    assertThat(engine.sent(engine.topics.deadLetters()))
        .hasSize(2)
        .allMatch(
            letter -> EngineDriver.header(letter, SagaHeaders.ERROR_CODE).equals("NO_SUCH_SAGA"));
    assertThat(
            EngineDriver.header(
                engine.sent(engine.topics.deadLetters()).get(0), SagaHeaders.SIGNAL))
        .as("its headers are kept")
        .isEqualTo("review");
    assertThat(engine.parked()).isZero();
    startReviewed("o-1");
    assertThat(state("o-1").signals()).isEmpty();
  }

  @Test
  void shouldKeepABoundedNumberOfInputsForAStart() {
    for (int i = 0; i < EngineDriver.MAX_PARKED + 1; i++) {
      engine.signal("o-1", "review", YES);
    }
    assertThat(engine.sent(engine.topics.deadLetters())).hasSize(1);

    for (int i = 0; i < EngineDriver.MAX_PARKED_SAGAS; i++) {
      engine.signal("other-" + i, "review", YES);
    }
    assertThat(engine.sent(engine.topics.deadLetters())).hasSize(2);
    assertThat(engine.parked()).isEqualTo(EngineDriver.MAX_PARKED_SAGAS);
  }

  @Test
  void shouldSendNothingWhilePausedAndGoOnWithTheTimeThatWasLeft() {
    // given
    prepare("o-1");
    engine.advance(Duration.ofMinutes(20));
    engine.operate("o-1", OperationKind.PAUSE);
    assertThat(waitsFor("o-1")).isEqualTo(WaitReason.Kind.PAUSED);

    // when
    engine.advance(Duration.ofDays(30));
    assertThat(state("o-1").status()).isEqualTo(SagaStatus.RUNNING);
    engine.operate("o-1", OperationKind.RESUME);

    // then
    engine.advance(Duration.ofMinutes(39));
    assertThat(state("o-1").status()).isEqualTo(SagaStatus.RUNNING);
    engine.advance(Duration.ofMinutes(1));
    assertThat(state("o-1").status()).isEqualTo(SagaStatus.COMPENSATING);
  }

  @Test
  void shouldJournalWhoAndWhyWhenAnOperatorActs() {
    startReviewed("o-1");
    engine.operate("o-1", OperationKind.PAUSE);

    JournalEntry entry = lastEntry();
    assertThat(entry.cause().kind()).isEqualTo(Cause.Kind.OPERATION);
    assertThat(entry.cause().actor()).contains("ada");
    assertThat(entry.events().get(0).toString()).contains("because");
    engine.operate("o-1", OperationKind.PAUSE);
    assertThat(lastEntry().note())
        .hasValueSatisfying(n -> assertThat(n).startsWith("REFUSED_OPERATION"));
  }

  @Test
  void shouldAnswerEveryOperationWhenMoreComeThanNotesAreKept() {
    startReviewed("o-1");
    engine.operate("o-1", OperationKind.PAUSE);
    int before = engine.journal().size();

    for (int i = 0; i < 20; i++) {
      engine.operate("o-1", OperationKind.PAUSE);
    }

    assertThat(engine.journal()).hasSize(before + 20);
  }

  @Test
  void shouldListTheEffectsLeftWhenEndedByHand() {
    prepare("o-1");
    engine.operate("o-1", OperationKind.END);

    assertThat(engine.lastOutcome().getOutcome()).isEqualTo(OutcomeKind.ENDED_BY_OPERATOR);
    assertThat(engine.lastOutcome().getEffectsLeft())
        .isEqualTo(List.of("reserve-stock", "charge-card"));
    assertThat(Optional.ofNullable(engine.lastOutcome().getReasonMessage()))
        .contains("By ada: because");
  }

  @Test
  void shouldRefuseSignalsThatNoStepWaitsFor() {
    startReviewed("o-1");
    engine.signal("o-1", "other", YES);
    engine.signal("o-1", "review", OrderRecords.reserved("o-1"));

    assertThat(engine.sent(engine.topics.deadLetters()))
        .extracting(letter -> EngineDriver.header(letter, SagaHeaders.ERROR_CODE))
        .containsExactly("UNKNOWN_SIGNAL", "INVALID_SIGNAL");
  }

  @Test
  void shouldKeepAnEarlySignalOnlyWithinItsBounds() {
    startReviewed("o-1");
    engine.signal("o-1", "review", new ApprovalDecision(true, "grace", "x".repeat(1_000)));

    assertThat(engine.sent(engine.topics.deadLetters()))
        .extracting(letter -> EngineDriver.header(letter, SagaHeaders.ERROR_CODE))
        .containsExactly("SIGNAL_BUFFER_FULL");
    assertThat(state("o-1").signals()).isEmpty();
  }

  private JournalEntry lastEntry() {
    return engine.journal().get(engine.journal().size() - 1);
  }
}
