package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.order.OrderRecords;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.samples.schema.order.CardCharged;
import dev.sagas.schema.ApprovalDecision;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R17: no output passes that its real topic would refuse, whatever the input was, and the partition
 * continues. The driver checks the size of every record that is sent.
 */
class OutputDoorTest {
  private static final int TOPIC_BYTES = 2 * EngineDriver.MAX_RECORD_BYTES;

  @TempDir Path stateDir;
  private EngineDriver engine;

  @BeforeEach
  void open() {
    engine = EngineDriver.readingEachTime(stateDir);
  }

  @AfterEach
  void continueAndClose() {
    engine.topicLimits.clear();
    engine.start("afterwards", OrderRecords.order("afterwards"));
    assertThat(engine.lastAnswer().getSagaId()).isEqualTo("afterwards");
    engine.close();
  }

  @Test
  void shouldKeepTheDigestOfTheValueWhenALetterWouldBeTooLarge() {
    // given: a topic that took it compressed
    byte[] zeros = new byte[3_000_000];

    // when
    engine.send("saga.signals", "o-1", zeros, signal("o-1"));

    // then
    TestRecord<byte[], byte[]> letter = engine.last("saga.dead-letters");
    assertThat(letter.value()).isEmpty();
    assertThat(letter.key()).asString().isEqualTo("o-1");
    assertThat(EngineDriver.header(letter, SagaHeaders.SIGNAL)).isEqualTo("review");
    assertThat(EngineDriver.header(letter, SagaHeaders.VALUE_BYTES)).isEqualTo("3000000");
    assertThat(EngineDriver.header(letter, SagaHeaders.VALUE_SHA256))
        .isEqualTo(Digest.sha256(zeros).hex());
    assertThat(EngineDriver.header(letter, SagaHeaders.ERROR_CODE)).isEqualTo("VALUE_TOO_LARGE");
    assertThat(EngineDriver.header(letter, SagaHeaders.ERROR_MESSAGE))
        .endsWith("(its value is left out)");
    assertThat(EngineDriver.header(letter, SagaHeaders.ORIGIN)).isEqualTo("saga.signals-0-0");
    assertThat(letter.headers().lastHeader(SagaHeaders.HEADERS_BYTES)).isNull();
    assertThat(engine.counted(EngineCounters.Counter.LETTERS_SHORTENED)).isEqualTo(1);
  }

  @Test
  void shouldKeepTheDigestOfTheHeadersTooWhenTheyAreWhatIsTooLarge() {
    // given
    Map<String, String> headers = signal("o-1");
    headers.put("x-large", "x".repeat(TOPIC_BYTES));

    // when
    engine.send("saga.signals", "o-1", new byte[] {1, 2}, headers);

    // then
    TestRecord<byte[], byte[]> letter = engine.last("saga.dead-letters");
    byte[] all = digested(headers);
    assertThat(letter.headers().lastHeader("x-large")).isNull();
    assertThat(EngineDriver.header(letter, SagaHeaders.SAGA_ID)).isEqualTo("o-1");
    assertThat(EngineDriver.header(letter, SagaHeaders.HEADERS_BYTES))
        .isEqualTo(Integer.toString(all.length));
    assertThat(EngineDriver.header(letter, SagaHeaders.HEADERS_SHA256))
        .isEqualTo(Digest.sha256(all).hex());
    assertThat(EngineDriver.header(letter, SagaHeaders.VALUE_SHA256))
        .isEqualTo(Digest.sha256(new byte[] {1, 2}).hex());
  }

  /** What the digest is computed over; in the order in which the driver sends them. */
  private static byte[] digested(Map<String, String> headers) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    headers.forEach(
        (name, text) -> {
          for (String part : List.of(name, text)) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            all.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            all.writeBytes(bytes);
          }
        });
    return all.toByteArray();
  }

  @Test
  void shouldKeepTheDigestOfTheKeyWhenThatIsWhatIsTooLarge() {
    // when
    engine.send("saga.signals", "k".repeat(TOPIC_BYTES), new byte[] {1}, signal("o-1"));

    // then
    TestRecord<byte[], byte[]> letter = engine.last("saga.dead-letters");
    assertThat(letter.key()).isEmpty();
    assertThat(EngineDriver.header(letter, SagaHeaders.KEY_BYTES))
        .isEqualTo(Integer.toString(TOPIC_BYTES));
    assertThat(EngineDriver.header(letter, SagaHeaders.ERROR_CODE)).isEqualTo("KEY_MISMATCH");
  }

  @Test
  void shouldCountHeadersWhenInputsWaitForAStart() {
    // given
    Map<String, String> headers = signal("o-1");
    headers.put("x-large", "x".repeat(EngineDriver.MAX_INPUT_BYTES * 3 / 5));
    byte[] yes = decision();

    // when: each alone is within the bound
    engine.send("saga.signals", "o-1", yes, headers);
    assertThat(engine.parked()).isEqualTo(1);
    engine.send("saga.signals", "o-1", yes, headers);

    // then
    TestRecord<byte[], byte[]> letter = engine.last("saga.dead-letters");
    assertThat(EngineDriver.header(letter, SagaHeaders.ERROR_CODE)).isEqualTo("NO_SUCH_SAGA");
    assertThat(letter.value()).isEqualTo(yes);
    assertThat(EngineDriver.header(letter, "x-large"))
        .hasSize(EngineDriver.MAX_INPUT_BYTES * 3 / 5);
  }

  @Test
  void shouldParkNothingThatTheChangelogWouldRefuse() {
    // given
    engine.topicLimits.put(EngineNames.parkingChangelog("sagas"), OptionalInt.of(150));

    // when
    engine.send("saga.signals", "o-1", decision(), signal("o-1"));

    // then
    assertThat(engine.parked()).isZero();
    assertThat(EngineDriver.header(engine.last("saga.dead-letters"), SagaHeaders.ERROR_CODE))
        .isEqualTo("NO_SUCH_SAGA");
  }

  @Test
  void shouldBecomeAnIncidentWhenTheChangelogTakesLessThanTheBoundForRecords() {
    // given: created when saga.max.record.bytes was lower
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    int now = Objects.requireNonNull(engine.stores.checkpoint("o-1")).length;
    engine.topicLimits.put(EngineNames.checkpointChangelog("sagas"), OptionalInt.of(now + 700));

    // when
    engine.payments().succeeds(new CardCharged("o-1", "p".repeat(700), 1_000L, "EUR"));

    // then
    SagaState state = engine.checkpoint("o-1").orElseThrow().state();
    assertThat(state.incidents().get(0).code()).isEqualTo("OUTPUT_TOO_LARGE");
    assertThat(state.incidents().get(0).message()).contains("checkpoints-changelog");
  }

  @Test
  void shouldKeepTheInputAsALetterWhenNotEvenAnIncidentFits() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    SagaState before = engine.checkpoint("o-1").orElseThrow().state();
    engine.topicLimits.put("saga.journal", OptionalInt.of(50));

    // when
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));

    // then
    assertThat(EngineDriver.header(engine.last("saga.dead-letters"), SagaHeaders.ERROR_CODE))
        .isEqualTo("OUTPUT_TOO_LARGE");
    assertThat(engine.checkpoint("o-1").orElseThrow().state()).isEqualTo(before);
  }

  @Test
  void shouldRingAgainLaterWhenNotEvenAnIncidentOfATimerFits() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    long due = engine.checkpoint("o-1").orElseThrow().timerAtMs().orElseThrow();
    engine.topicLimits.put("saga.journal", OptionalInt.of(50));

    // when
    engine.advance(Duration.ofMillis(due - engine.clock.millis()));

    // then
    long later = engine.checkpoint("o-1").orElseThrow().timerAtMs().orElseThrow();
    assertThat(later).isGreaterThan(due);
    assertThat(engine.journal()).hasSize(1);
    engine.topicLimits.clear();
    engine.advance(Duration.ofMillis(later - engine.clock.millis()));
    assertThat(engine.journal()).hasSize(2);
  }

  @Test
  void shouldMoveTheTimerAloneWhenTheChangelogDoesNotTakeTheCheckpointAnyMore() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    byte[] before = engine.stores.checkpoint("o-1");
    long due = engine.checkpoint("o-1").orElseThrow().timerAtMs().orElseThrow();
    engine.topicLimits.put(EngineNames.checkpointChangelog("sagas"), OptionalInt.of(100));

    // when
    engine.advanceUnchecked(Duration.ofMillis(due - engine.clock.millis()));

    // then
    assertThat(engine.stores.checkpoint("o-1")).isEqualTo(before);
    assertThat(engine.timers().get("o-1")).hasSize(1).allMatch(ringsAt -> ringsAt > due);
    engine.topicLimits.clear();
    engine.advance(Duration.ofMinutes(1));
    assertThat(engine.journal()).hasSize(2);
  }

  @Test
  void shouldHoldTheInputsWhenTheChangelogDoesNotTakeTheRebuiltCheckpoint() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.stores.corrupt("o-1");
    byte[] damaged = engine.stores.checkpoint("o-1");
    engine.topicLimits.put(EngineNames.checkpointChangelog("sagas"), OptionalInt.of(100));

    // when
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    engine.tick(8);
    assertThat(engine.stores.checkpoint("o-1")).isEqualTo(damaged);
    assertThat(engine.parked()).isEqualTo(1);
    engine.topicLimits.clear();
    engine.inventory().succeeds(OrderRecords.reserved("o-1"));
    engine.tick(8);

    // then
    assertThat(engine.sent("payments.commands")).hasSize(1);
    assertThat(engine.parked()).isZero();
    assertThat(engine.sent("saga.dead-letters")).isEmpty();
  }

  @Test
  void shouldDeadLetterWhenARecordOnAWrongPartitionIsTooLargeToBeSentOn() {
    // given: the header that re-routing adds is one too many
    engine.close();
    engine = new EngineDriver(stateDir.resolve("four"), 4);
    byte[] value = engine.encode("saga.requests", OrderRecords.order("o-1"));
    engine.topicLimits.put("saga.requests", OptionalInt.of(value.length + 220));

    // when
    engine.request("o-1", value, Map.of());

    // then
    assertThat(engine.sent("saga.requests")).isEmpty();
    TestRecord<byte[], byte[]> letter = engine.last("saga.dead-letters");
    assertThat(EngineDriver.header(letter, SagaHeaders.ERROR_CODE)).isEqualTo("WRONG_PARTITION");
    assertThat(EngineDriver.header(letter, SagaHeaders.ERROR_MESSAGE)).contains("saga.requests");
    assertThat(letter.value()).isEqualTo(value);
    engine.close();
    engine = new EngineDriver(stateDir.resolve("one"));
  }

  @Test
  void shouldKeepTheInputAsALetterWhenItsNoteIsTooLarge() {
    // given
    engine.start("o-1", OrderRecords.order("o-1"));
    int entries = engine.journal().size();
    engine.topicLimits.put("saga.journal", OptionalInt.of(50));

    // when: a duplicate
    engine.start("o-1", OrderRecords.order("o-1"));

    // then
    assertThat(engine.journal()).hasSize(entries);
    assertThat(EngineDriver.header(engine.last("saga.dead-letters"), SagaHeaders.ERROR_CODE))
        .isEqualTo("OUTPUT_TOO_LARGE");
  }

  @Test
  void shouldSendNoAnswerAndGoOnWhenTheTopicOfAnswersIsGone() {
    // given
    engine.topicLimits.put("saga.answers", OptionalInt.empty());

    // when: a request, one that cannot be read, and one that comes again
    engine.start("o-1", OrderRecords.order("o-1"));
    engine.request("o-2", new byte[] {1}, Map.of());

    // then
    assertThat(engine.producedTopics()).doesNotContain("saga.answers");
    assertThat(engine.sent("saga.dead-letters"))
        .extracting(letter -> EngineDriver.header(letter, SagaHeaders.ERROR_CODE))
        .containsExactly("UNKNOWN_REPLY_TO", "CORRUPT_VALUE");
    assertThat(engine.counted(EngineCounters.Counter.OUTPUTS_LEFT_OUT)).isEqualTo(2);
  }

  @Test
  void shouldStayWithoutAnswerWhenTheTopicOfAnswersOrOutcomesIsTooSmall() {
    engine.topicLimits.put("saga.answers", OptionalInt.of(20));
    engine.topicLimits.put("saga.outcomes", OptionalInt.of(20));

    engine.start("o-1", OrderRecords.order("o-1"));
    engine.request("o-2", new byte[] {1}, Map.of());

    assertThat(engine.checkpoint("o-1")).isPresent();
    assertThat(engine.producedTopics()).doesNotContain("saga.answers", "saga.outcomes");
    assertThat(engine.counted(EngineCounters.Counter.OUTPUTS_LEFT_OUT)).isEqualTo(3);
  }

  @Test
  void shouldCountTheNotesThatAreLeftOut() {
    engine.start("o-1", OrderRecords.order("o-1"));

    for (int i = 0; i < 9; i++) {
      engine.start("o-1", OrderRecords.order("o-1"));
    }

    assertThat(engine.journal()).hasSize(1 + 5);
    assertThat(engine.counted(EngineCounters.Counter.NOTES_LEFT_OUT)).isEqualTo(4);
  }

  private byte[] decision() {
    ApprovalDecision yes = new ApprovalDecision(true, "grace", "fine");
    engine.byRecord.register("saga.signals", yes.getSchema());
    return engine.encode("saga.signals", yes);
  }

  private static Map<String, String> signal(String id) {
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.SAGA_ID, id);
    headers.put(SagaHeaders.SIGNAL, "review");
    return headers;
  }
}
