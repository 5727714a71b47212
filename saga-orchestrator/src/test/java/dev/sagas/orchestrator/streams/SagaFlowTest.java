package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.order.OrderRecords;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.RefundCard;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.StartVerdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sagas through the topology on a virtual clock; {@link JournalFold} checks each transition. */
class SagaFlowTest {
  @TempDir Path stateDir;
  private EngineDriver engine;

  @BeforeEach
  void open() {
    engine = new EngineDriver(stateDir);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void shouldCompleteWhenEveryStepSucceeds() {
    // when
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    engine.payments().succeeds(OrderRecords.charged("o-1"));
    engine.orders().succeeds(OrderRecords.approved("o-1"));

    // then
    assertThat(engine.lastOutcome().getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThat(engine.lastOutcome().getRevision()).isEqualTo(4);
    OrderData data =
        engine.byRecord.decode(
            "saga.requests", engine.lastOutcome().getData().array(), OrderData.class);
    assertThat(data.getPaymentId()).isEqualTo("payment-1");
    assertThat(engine.journal()).hasSize(4);
    assertThat(engine.sent("saga.outcomes")).hasSize(1);
    assertThat(engine.sent("saga.dead-letters")).isEmpty();
    assertThat(engine.lastAnswer().getVerdict()).isEqualTo(StartVerdict.ACCEPTED);
  }

  @Test
  void shouldSendACommandThatCarriesEverythingWhenStarted() {
    // given
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    byte[] value = engine.encode("saga.requests", OrderRecords.order("o-1"));

    // when
    engine.request("o-1", value, Map.of(SagaHeaders.TRACE_PARENT, trace));

    // then
    TestRecord<byte[], byte[]> command = engine.last("inventory.commands");
    long now = EngineDriver.START.toEpochMilli();
    assertThat(command.key()).asString().isEqualTo("o-1");
    assertThat(command.timestamp()).isEqualTo(now);
    assertThat(header(command, SagaHeaders.REPLY_TO)).isEqualTo("saga.replies");
    assertThat(header(command, SagaHeaders.REPLY_PARTITION)).isEqualTo("0");
    assertThat(header(command, SagaHeaders.DEADLINE)).isEqualTo(Long.toString(now + 1_000));
    assertThat(header(command, SagaHeaders.TRACE_PARENT)).isEqualTo(trace);
    assertThat(engine.decode("inventory.commands", command, ReserveStock.class).getOrderId())
        .isEqualTo("o-1");
  }

  @Test
  void shouldCompensateInReverseOrderWhenTheLastStepIsRejected() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    engine.payments().succeeds(OrderRecords.charged("o-1"));

    // when
    engine.orders().rejects();
    TestRecord<byte[], byte[]> refund = engine.last("payments.commands");
    assertThat(header(refund, SagaHeaders.ACTION)).isEqualTo("compensate");
    assertThat(header(refund, SagaHeaders.EXECUTE_OUTCOME)).isEqualTo("succeeded");
    assertThat(engine.decode("payments.commands", refund, RefundCard.class).getPaymentId())
        .isEqualTo("payment-1");
    assertThat(engine.sent("inventory.commands")).hasSize(1);
    engine.payments().succeeds(OrderRecords.refunded("o-1"));
    engine.inventory().succeeds(OrderRecords.released("o-1"));

    // then
    assertThat(engine.sent("inventory.commands")).hasSize(2);
    assertThat(engine.lastOutcome().getOutcome()).isEqualTo(OutcomeKind.COMPENSATED);
    assertThat(engine.lastOutcome().getFailedStep()).isEqualTo("approve-order");
    assertThat(engine.lastOutcome().getReasonCode()).isEqualTo("CODE");
  }

  @Test
  void shouldRetryAndCompleteWhenAnAttemptFails() {
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.inventory().fails();
    assertThat(engine.sent("inventory.commands")).hasSize(1);

    engine.advance(Duration.ofMillis(99));
    assertThat(engine.sent("inventory.commands")).hasSize(1);
    engine.advance(Duration.ofMillis(26));

    assertThat(header(engine.last("inventory.commands"), SagaHeaders.ATTEMPT)).isEqualTo("2");
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    assertThat(engine.sent("payments.commands")).hasSize(1);
  }

  @Test
  void shouldUndoTheUnknownStepWhenNobodyAnswers() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));

    // when: both attempts time out
    engine.advance(Duration.ofSeconds(1)).advance(Duration.ofMillis(100));
    engine.advance(Duration.ofSeconds(1));

    // then
    TestRecord<byte[], byte[]> undo = engine.last("payments.commands");
    assertThat(engine.sent("payments.commands")).hasSize(3);
    assertThat(header(undo, SagaHeaders.ACTION)).isEqualTo("compensate");
    assertThat(header(undo, SagaHeaders.EXECUTE_OUTCOME)).isEqualTo("unknown");
    assertThat(engine.checkpoint("o-1").orElseThrow().state().unwind().orElseThrow().code())
        .isEqualTo("TIMED_OUT");
  }

  @Test
  void shouldAnswerAndNotRunTwiceWhenARequestComesAgain() {
    byte[] value = engine.encode("saga.requests", OrderRecords.order("o-1"));
    engine.request("o-1", value, Map.of());
    engine.request("o-1", value, Map.of(SagaHeaders.REQUEST_ID, "again"));

    assertThat(engine.sent("inventory.commands")).hasSize(1);
    assertThat(engine.lastAnswer().getVerdict()).isEqualTo(StartVerdict.DUPLICATE);
    assertThat(engine.lastAnswer().getRequestId()).isEqualTo("again");

    engine.start("o-1", OrderRecords.order("o-1", "ups"));
    assertThat(engine.lastAnswer().getVerdict()).isEqualTo(StartVerdict.CONFLICT);
    assertThat(engine.lastAnswer().getReasonCode()).isEqualTo("CONFLICTING_START");
    assertThat(notes()).hasSize(2);
    assertThat(engine.sent("saga.outcomes")).isEmpty();
  }

  @Test
  void shouldJournalWhoAskedWhenTheRequestSaysIt() {
    // when
    byte[] value = engine.encode("saga.requests", OrderRecords.order("o-1"));
    engine.request("o-1", value, Map.of(SagaHeaders.REQUESTED_BY, "ada"));

    // then
    assertThat(engine.journal().get(0).cause().headers())
        .containsEntry(SagaHeaders.REQUESTED_BY, "ada");
  }

  @Test
  void shouldNoteAndChangeNothingWhenAReplyComesTwiceLateOrIsForeign() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    TestRecord<byte[], byte[]> first = engine.last("inventory.commands");
    engine.replyTo(first, "succeeded", OrderRecords.reserved("o-1"));
    SagaStatus before = engine.checkpoint("o-1").orElseThrow().state().status();

    // when
    engine.replyTo(first, "succeeded", OrderRecords.reserved("o-1"));
    engine.replyTo(first, "failed", OrderRecords.failure());
    engine.send(
        "saga.replies",
        "o-1",
        engine.encode("saga.replies", OrderRecords.reserved("o-1")),
        Map.of(
            SagaHeaders.SAGA_ID, "o-1",
            SagaHeaders.IN_REPLY_TO, "o-1/111111111111/reserve-stock/execute/1#1",
            SagaHeaders.OUTCOME, "succeeded"));

    // then
    assertThat(notes()).hasSize(3);
    assertThat(notes().get(0).note().orElseThrow()).startsWith("STALE_REPLY: ");
    assertThat(notes().get(2).note().orElseThrow()).startsWith("FOREIGN_REPLY: ");
    assertThat(notes()).allMatch(note -> note.revision() == 2);
    assertThat(engine.checkpoint("o-1").orElseThrow().state().status()).isEqualTo(before);
    assertThat(engine.sent("payments.commands")).hasSize(1);
  }

  @Test
  void shouldBoundItsNotesWhenRepliesPourIn() {
    engine.start("o-1", OrderRecords.order("o-1"));
    TestRecord<byte[], byte[]> first = engine.last("inventory.commands");
    for (int i = 0; i < 20; i++) {
      engine.replyTo(first, "succeeded", OrderRecords.reserved("o-1"));
    }

    assertThat(notes()).hasSize(5);
  }

  @Test
  void shouldForgetTheTombstoneAndBeginANewRunWhenTheIdIsUsedAgain() {
    // given
    complete("o-1");
    String run = engine.lastOutcome().getRun();
    engine.advance(EngineDriver.TOMBSTONE.minusMillis(1));
    assertThat(engine.checkpoint("o-1")).isPresent();

    // when
    engine.advance(Duration.ofSeconds(1));
    assertThat(engine.checkpoint("o-1")).isEmpty();
    assertThat(engine.timers()).isEmpty();
    engine.start("o-1", OrderRecords.order("o-1"));

    // then
    assertThat(engine.lastAnswer().getVerdict()).isEqualTo(StartVerdict.ACCEPTED);
    assertThat(engine.lastAnswer().getRun()).isNotEqualTo(run).matches("[0-9a-f]{12}");
    assertThat(engine.journal().get(engine.journal().size() - 1).revision()).isEqualTo(1);
    complete("o-1");
  }

  @Test
  void shouldBecomeAnIncidentWhenAFunctionOverflowsOrItsOutputIsTooLarge() {
    for (String carrier : List.of(DrivenOrders.OVERFLOWS, DrivenOrders.TOO_LARGE)) {
      String id = "o-" + carrier;
      engine.start(id, OrderRecords.order(id, carrier));
      engine.inventory().succeeds(OrderRecords.reserved(id));

      assertThat(engine.checkpoint(id).orElseThrow().state().incidents().get(0).code())
          .isEqualTo("DEFINITION_FAULT");
    }
    complete("o-next");
    assertThat(engine.lastOutcome().getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
  }

  private void complete(String id) {
    if (engine.checkpoint(id).isEmpty()) {
      engine.start(id, OrderRecords.order(id));
    }
    engine.inventory().succeeds(OrderRecords.reserved(id));
    engine.payments().succeeds(OrderRecords.charged(id));
    engine.orders().succeeds(OrderRecords.approved(id));
  }

  private List<JournalEntry> notes() {
    return engine.journal().stream().filter(entry -> entry.note().isPresent()).toList();
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return EngineDriver.header(record, name);
  }
}
