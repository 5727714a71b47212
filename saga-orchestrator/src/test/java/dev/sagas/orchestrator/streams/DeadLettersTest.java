package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.SagaState;
import dev.sagas.order.OrderRecords;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.StartVerdict;
import dev.sagas.serde.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R2, R17, R18, R22: what cannot be applied becomes a dead letter or a recorded refusal with its
 * reason, and the partition continues.
 */
class DeadLettersTest {
  @TempDir Path stateDir;
  private EngineDriver engine;
  private byte[] order;

  @BeforeEach
  void open() {
    engine = EngineDriver.readingEachTime(stateDir);
    order = engine.encode("saga.requests", OrderRecords.order("o-1"));
  }

  @AfterEach
  void goOnAndClose() {
    String id = "afterwards";
    engine.start(id, OrderRecords.order(id));
    assertThat(engine.lastAnswer().getSagaId()).isEqualTo(id);
    engine.close();
  }

  @Test
  void shouldKeepTheBytesAndSayWhyWhenARequestIsGarbage() {
    // given
    byte[] garbage = {'{', '}'};

    // when
    engine.request("o-1", garbage, Map.of("x-custom", "kept"));

    // then
    TestRecord<byte[], byte[]> letter = assertDeadLetter("CORRUPT_VALUE");
    assertThat(letter.value()).isEqualTo(garbage);
    assertThat(letter.key()).asString().isEqualTo("o-1");
    assertThat(EngineDriver.header(letter, "x-custom")).isEqualTo("kept");
    assertThat(EngineDriver.header(letter, SagaHeaders.ORIGIN)).isEqualTo("saga.requests-0-0");
    assertThat(EngineDriver.header(letter, SagaHeaders.ERROR_MESSAGE)).contains("wire format");
    assertRefused("CORRUPT_VALUE");
  }

  @Test
  void shouldDeadLetterWhenTheSagaIdIsMissingOrMalformed() {
    engine.send("saga.requests", "o-1", order, Map.of(SagaHeaders.TYPE, "order"));
    assertDeadLetter("MISSING_HEADER");
    engine.request("o 1", order, Map.of());
    assertDeadLetter("MALFORMED_HEADER");
    assertThat(engine.sent("saga.outcomes")).isEmpty();
    assertThat(engine.sent("saga.answers")).isEmpty();
  }

  @Test
  void shouldDeadLetterWhenTheKeyIsMissingOrAnother() {
    Map<String, String> headers = Map.of(SagaHeaders.SAGA_ID, "o-1", SagaHeaders.TYPE, "order");
    engine.send("saga.requests", "o-2", order, headers);
    assertDeadLetter("KEY_MISMATCH");
    engine.send("saga.requests", null, order, headers);
    assertDeadLetter("KEY_MISMATCH");
    assertThat(engine.sent("saga.dead-letters")).hasSize(2);
  }

  @Test
  void shouldDeadLetterWhenTheValueIsMissing() {
    engine.request("o-1", null, Map.of());
    assertDeadLetter("MISSING_VALUE");
  }

  @Test
  void shouldRefuseWhenTypeVersionOrDataDoNotFit() {
    engine.request("o-1", order, Map.of(SagaHeaders.TYPE, "unknown"));
    assertDeadLetter("UNKNOWN_TYPE");
    assertRefused("UNKNOWN_TYPE");
    engine.request("o-1", order, Map.of(SagaHeaders.VERSION, "9"));
    assertDeadLetter("UNKNOWN_VERSION");
    assertRefused("UNKNOWN_VERSION");
    byte[] other = engine.encode("saga.replies", OrderRecords.failure());
    engine.request("o-1", other, Map.of());
    assertDeadLetter("INVALID_DATA");
    assertRefused("INVALID_DATA");
    assertThat(engine.checkpoint("o-1")).isEmpty();
    assertThat(engine.journal()).isEmpty();
  }

  @Test
  void shouldAnswerButGiveNoOutcomeWhenASagaHasTheId() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    SagaState before = engine.checkpoint("o-1").orElseThrow().state();

    // when
    engine.request("o-1", new byte[] {1}, Map.of());

    // then
    assertDeadLetter("CORRUPT_VALUE");
    assertThat(engine.lastAnswer().getVerdict()).isEqualTo(StartVerdict.REFUSED);
    assertThat(engine.lastAnswer().getRun()).isEqualTo(before.identity().run().value());
    assertThat(engine.sent("saga.outcomes")).isEmpty();
    assertThat(engine.checkpoint("o-1").orElseThrow().state()).isEqualTo(before);
  }

  @Test
  void shouldDeadLetterWhenTheSchemaIdIsForeign() {
    byte[] foreign = WireFormat.frame(4711, new byte[] {0});
    engine.request("o-1", foreign, Map.of());
    assertDeadLetter("UNKNOWN_SCHEMA");
  }

  @Test
  void shouldDeadLetterWhenTheValueIsTooLarge() {
    engine.request("o-1", new byte[EngineDriver.MAX_INPUT_BYTES + 1], Map.of());
    assertDeadLetter("VALUE_TOO_LARGE");
    assertRefused("VALUE_TOO_LARGE");
  }

  @Test
  void shouldDeadLetterWhenNobodyWaitsForAReply() {
    Map<String, String> headers =
        Map.of(
            SagaHeaders.SAGA_ID, "o-9",
            SagaHeaders.IN_REPLY_TO, "o-9/00ff00ff00ff/reserve-stock/execute/1#1",
            SagaHeaders.OUTCOME, "succeeded");
    engine.send(
        "saga.replies", "o-9", engine.encode("saga.replies", OrderRecords.failure()), headers);

    assertDeadLetter("NO_SUCH_SAGA");
    assertThat(engine.sent("saga.outcomes")).as("only a request is refused").isEmpty();
  }

  @Test
  void shouldKeepTheErrorOfTheReplyInFrontOfItsOwnWhenNobodyWaitsForARejection() {
    // given
    Map<String, String> headers =
        Map.of(
            SagaHeaders.SAGA_ID, "o-9",
            SagaHeaders.IN_REPLY_TO, "o-9/00ff00ff00ff/reserve-stock/execute/1#1",
            SagaHeaders.OUTCOME, "rejected",
            SagaHeaders.ERROR_CODE, "OUT_OF_STOCK");

    // when
    engine.send(
        "saga.replies", "o-9", engine.encode("saga.replies", OrderRecords.failure()), headers);

    // then
    assertThat(assertDeadLetter("NO_SUCH_SAGA").headers().headers(SagaHeaders.ERROR_CODE))
        .extracting(header -> new String(header.value(), StandardCharsets.UTF_8))
        .containsExactly("OUT_OF_STOCK", "NO_SUCH_SAGA");
  }

  @Test
  void shouldRefuseWhenTheAnswerCouldNotBeSent() {
    engine.request("o-1", order, Map.of(SagaHeaders.REPLY_TO, "no.such.topic"));

    assertDeadLetter("UNKNOWN_REPLY_TO");
    assertThat(engine.lastOutcome().getOutcome()).isEqualTo(OutcomeKind.REFUSED);
    assertThat(engine.checkpoint("o-1")).isEmpty();
    assertThat(engine.producedTopics()).doesNotContain("no.such.topic");
  }

  @Test
  void shouldRerouteOnceAndDeadLetterTheSecondTimeWhenThePartitionIsWrong() {
    // given: the driver has one partition and feeds what is re-routed back to it
    engine.close();
    engine = new EngineDriver(stateDir.resolve("four"), 4);
    String elsewhere = "o-1";
    byte[] value = engine.encode("saga.requests", OrderRecords.order(elsewhere));

    // when
    engine.request(elsewhere, value, Map.of());

    // then
    TestRecord<byte[], byte[]> rerouted = engine.last("saga.requests");
    assertThat(rerouted.value()).isEqualTo(value);
    assertThat(EngineDriver.header(rerouted, SagaHeaders.REROUTED_FROM))
        .isEqualTo("saga.requests-0-0");
    assertThat(EngineDriver.header(rerouted, SagaHeaders.TYPE)).isEqualTo("order");
    assertThat(engine.sent("saga.requests")).as("once").hasSize(1);
    assertThat(assertDeadLetter("WRONG_PARTITION").value()).isEqualTo(value);
    assertThat(engine.sent("saga.outcomes")).isEmpty();
    engine.close();
    engine = new EngineDriver(stateDir.resolve("one"));
  }

  @Test
  void shouldBeRefusedWhenTheFirstTransitionWouldBeTooLarge() {
    // given: the order stands in the entry as input, as data and in the command
    byte[] large = engine.encode("saga.requests", OrderRecords.order("o-1", "x".repeat(3_000)));
    assertThat(large.length).isLessThan(EngineDriver.MAX_INPUT_BYTES);

    // when
    engine.request("o-1", large, Map.of());

    // then
    assertDeadLetter("OUTPUT_TOO_LARGE");
    assertRefused("OUTPUT_TOO_LARGE");
    assertThat(engine.sent("inventory.commands")).isEmpty();
    assertThat(engine.checkpoint("o-1")).isEmpty();
  }

  @Test
  void shouldBecomeAnIncidentWhenALaterTransitionWouldBeTooLarge() {
    // given
    engine.start("o-1", OrderRecords.order("o-1", "x".repeat(2_000)));
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    assertThat(engine.sent("payments.commands")).hasSize(1);

    // when: the reply stands in the entry as input, as kept reply and in the data
    engine.payments().succeeds(new CardCharged("o-1", "p".repeat(1_500), 1_000L, "EUR"));

    // then
    SagaState state = engine.checkpoint("o-1").orElseThrow().state();
    assertThat(state.incidents().get(0).code()).isEqualTo("OUTPUT_TOO_LARGE");
    assertThat(engine.sent("orders.commands")).isEmpty();
    assertThat(engine.journal().get(2).cause().input()).as("its input is kept").isPresent();
  }

  @Test
  void shouldBecomeAnIncidentWhenACommandHasNoTopicOrATooSmallOne() {
    for (OptionalInt limit : List.of(OptionalInt.empty(), OptionalInt.of(100))) {
      // given
      String id = "o-" + (limit.isPresent() ? "small" : "missing");
      engine.topicLimits.put("payments.commands", limit);
      engine.start(id, OrderRecords.order(id));

      // when
      engine.inventory().succeeds(OrderRecords.reserved(id));

      // then
      SagaState state = engine.checkpoint(id).orElseThrow().state();
      assertThat(state.incidents().get(0).code())
          .isEqualTo(limit.isPresent() ? "OUTPUT_TOO_LARGE" : "TOPIC_MISSING");
      assertThat(state.incidents().get(0).message()).contains("payments.commands");
      assertThat(engine.sent("payments.commands")).isEmpty();
    }
    engine.topicLimits.clear();
  }

  @Test
  void shouldBeRefusedWhenTheFirstCommandHasNoTopic() {
    // given
    engine.topicLimits.put("inventory.commands", OptionalInt.empty());

    // when
    engine.request("o-1", order, Map.of());
    engine.topicLimits.clear();

    // then
    assertDeadLetter("TOPIC_MISSING");
    assertRefused("TOPIC_MISSING");
  }

  @Test
  void shouldNotBlowUpItsRecordsWhenHeadersAreHuge() {
    // given
    String huge = "x".repeat(100_000);
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.TYPE, huge);

    // when
    engine.request("o-1", order, headers);
    assertDeadLetter("UNKNOWN_TYPE");
    engine.request("o-1", order, Map.of(SagaHeaders.REQUEST_ID, huge));
    assertDeadLetter("MALFORMED_HEADER");
    engine.start("o-2", OrderRecords.order("o-2"));
    Map<String, String> reply = new HashMap<>();
    reply.put(SagaHeaders.SAGA_ID, "o-2");
    reply.put(
        SagaHeaders.IN_REPLY_TO,
        EngineDriver.header(engine.last("inventory.commands"), SagaHeaders.COMMAND_ID));
    reply.put(SagaHeaders.OUTCOME, "failed");
    reply.put(SagaHeaders.ERROR_CODE, huge);
    reply.put(SagaHeaders.ERROR_MESSAGE, huge);
    reply.put(SagaHeaders.TRACE_PARENT, huge);
    engine.send(
        "saga.replies", "o-2", engine.encode("saga.replies", OrderRecords.failure()), reply);

    // then
    for (String topic : engine.producedTopics()) {
      if (!topic.equals("saga.dead-letters")) {
        assertThat(engine.sent(topic))
            .allSatisfy(
                record -> assertThat(sizeOf(record)).isLessThan(2 * EngineDriver.MAX_RECORD_BYTES));
      }
    }
  }

  @Test
  void shouldRefuseAndNotCutWhenLabelsHaveMoreBytesThanAreRead() {
    engine.request("o-1", order, Map.of(SagaHeaders.LABELS, "a=" + "ü".repeat(1_279)));
    assertThat(engine.checkpoint("o-1").orElseThrow().state().request().labels())
        .containsEntry("a", "ü".repeat(1_279));

    byte[] other = engine.encode("saga.requests", OrderRecords.order("o-2"));
    engine.request("o-2", other, Map.of(SagaHeaders.LABELS, "a=" + "ü".repeat(1_280)));

    TestRecord<byte[], byte[]> letter = assertDeadLetter("MALFORMED_HEADER");
    assertThat(EngineDriver.header(letter, SagaHeaders.ERROR_MESSAGE))
        .isEqualTo("Expected saga-labels to have at most 2560 bytes");
    assertRefused("MALFORMED_HEADER");
  }

  private static int sizeOf(TestRecord<byte[], byte[]> record) {
    int headers =
        Arrays.stream(record.headers().toArray()).mapToInt(each -> each.value().length).sum();
    return record.value().length + headers;
  }

  @Test
  void shouldDeadLetterAndRefuseNobodyWhenASagaCannotBeRebuilt() {
    // given
    engine.rebuilder =
        (id, partition) ->
            CompletableFuture.completedFuture(new RebuiltSaga.Impossible("for the test"));
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.stores.corrupt("o-1");

    // when
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    assertThat(engine.sent("saga.dead-letters")).isEmpty();
    engine.tick(8);
    assertDeadLetter("CORRUPT_CHECKPOINT");
    engine.request("o-1", order, Map.of());
    assertDeadLetter("CORRUPT_CHECKPOINT");
    engine.request("o-1", "garbage".getBytes(StandardCharsets.UTF_8), Map.of());
    assertDeadLetter("CORRUPT_VALUE");
    engine.request("o-1", order, Map.of(SagaHeaders.REPLY_TO, "no.such.topic"));
    assertDeadLetter("UNKNOWN_REPLY_TO");

    // then
    assertThat(engine.sent("saga.dead-letters")).hasSize(4);
    assertThat(engine.sent("saga.outcomes")).as("a saga has that id").isEmpty();
    assertThat(engine.sent("payments.commands")).isEmpty();
  }

  private TestRecord<byte[], byte[]> assertDeadLetter(String code) {
    TestRecord<byte[], byte[]> letter = engine.last("saga.dead-letters");
    assertThat(EngineDriver.header(letter, SagaHeaders.ERROR_CODE)).isEqualTo(code);
    assertThat(EngineDriver.header(letter, SagaHeaders.ERROR_MESSAGE)).isNotBlank();
    return letter;
  }

  private void assertRefused(String code) {
    assertThat(engine.lastOutcome().getOutcome()).isEqualTo(OutcomeKind.REFUSED);
    assertThat(engine.lastOutcome().getReasonCode()).isEqualTo(code);
    assertThat(engine.lastAnswer().getVerdict()).isEqualTo(StartVerdict.REFUSED);
    assertThat(engine.lastAnswer().getReasonCode()).isEqualTo(code);
  }
}
