package dev.sagas.participant;

import static dev.sagas.participant.Commands.NOW;
import static dev.sagas.participant.Commands.TOPIC;
import static dev.sagas.participant.Commands.compensateHeaders;
import static dev.sagas.participant.Commands.header;
import static dev.sagas.participant.Commands.headers;
import static dev.sagas.participant.Commands.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.NothingToUndoReason;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a record to what is sent, without a broker. Commands are StepFailures: any record does. */
@Timeout(30)
class CommandProcessorTest {
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final FlakyRegistry registry = new FlakyRegistry();
  private final Shutdown shutdown = new Shutdown();
  private AvroCodec codec;
  private CommandProcessor processor;

  @BeforeEach
  void assemble() {
    codec =
        AvroCodec.create(
            Map.of(RegistryClient.CLIENT_CONFIG, registry.client()), SubjectStrategy.RECORD_NAME);
    codec.register(TOPIC, StepFailure.getClassSchema());
    codec.register(TOPIC, NothingToUndo.getClassSchema());
    TopicNames topics = TopicNames.DEFAULT;
    Replies replies =
        new Replies(codec, topics.replies(), Set.of("dev.sagas.schema.NothingToUndo"), 10_000);
    CommandHandler<StepFailure> handler =
        (command, context) ->
            StepResult.succeeded(
                new NothingToUndo(command.getCode(), NothingToUndoReason.REJECTED));
    processor =
        new CommandProcessor(
            new HandlerTable(codec, replies, Map.of(StepFailure.class, handler)),
            new NoFence(),
            new Outbound(
                new ReliableSender(producer, scheduler, shutdown, Commands.ALL_TOPICS), topics),
            Executions.at(NOW, shutdown));
  }

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
    codec.close();
  }

  @Test
  void shouldWaitAndDropNothingWhenTheRegistryIsAway() {
    // given
    CommandTask task = task(headers(), command());
    registry.failNext(3);

    // when
    processor.process(task);

    // then
    assertThat(registry.failuresLeft()).isZero();
    assertThat(task.isDone()).isTrue();
    assertThat(producer.history()).hasSize(1);
    assertThat(header(producer.history().get(0), "saga-outcome")).isEqualTo("succeeded");
  }

  @Test
  void shouldLeaveTheCommandForLaterWhenTheParticipantEndsWhileTheRegistryIsAway() {
    // given
    CommandTask task = task(headers(), command());
    registry.failNext(1_000);
    shutdown.request();

    // when
    processor.process(task);

    // then
    assertThat(task.isDone()).isFalse();
    assertThat(task.isBegun()).isFalse();
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void shouldNotBeDoneBeforeTheReplyIsAcknowledged() {
    // given
    MockProducer<byte[], byte[]> slow =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    Outbound outbound =
        new Outbound(
            new ReliableSender(slow, scheduler, shutdown, Commands.ALL_TOPICS), TopicNames.DEFAULT);
    CommandTask task = task(headers(), command());
    Replies replies = new Replies(codec, "saga.replies", Set.of(), 10_000);
    processor =
        new CommandProcessor(
            new HandlerTable(codec, replies, Map.of()),
            new NoFence(),
            outbound,
            Executions.at(NOW, shutdown));

    // when
    processor.process(task);
    boolean before = task.isDone();
    slow.completeNext();

    // then
    assertThat(before).isFalse();
    assertThat(task.isDone()).isTrue();
  }

  @Test
  void shouldKeepADeadLetterAndAnswerFailedWhenTheBrokerFindsTheReplyTooLarge() {
    // given
    MockProducer<byte[], byte[]> manual =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    Replies replies =
        new Replies(codec, "saga.replies", Set.of("dev.sagas.schema.NothingToUndo"), 10_000);
    CommandHandler<StepFailure> handler =
        (command, context) ->
            StepResult.succeeded(new NothingToUndo("", NothingToUndoReason.REJECTED));
    processor =
        new CommandProcessor(
            new HandlerTable(codec, replies, Map.of(StepFailure.class, handler)),
            new NoFence(),
            new Outbound(
                new ReliableSender(manual, scheduler, shutdown, Commands.ALL_TOPICS),
                TopicNames.DEFAULT),
            Executions.at(NOW, shutdown));
    CommandTask task = task(headers(), command());

    // when
    processor.process(task);
    manual.errorNext(new RecordTooLargeException("the topic takes less"));
    Awaitility.await().until(() -> manual.history().size() == 3);
    manual.completeNext();
    manual.completeNext();

    // then
    assertThat(manual.history())
        .extracting(record -> record.topic() + " " + header(record, "saga-error-code"))
        .containsExactly(
            "saga.replies ",
            "saga.dead-letters REPLY_UNDELIVERABLE",
            "saga.replies REPLY_TOO_LARGE");
    assertThat(task.isDone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "saga-id, , MALFORMED_HEADERS",
    "saga-id, a b, MALFORMED_HEADERS",
    "saga-id, order-2, MALFORMED_HEADERS",
    "saga-run, xyz, MALFORMED_HEADERS",
    "saga-run, 0123456789ab, MALFORMED_HEADERS",
    "saga-type, , MALFORMED_HEADERS",
    "saga-version, 0, MALFORMED_HEADERS",
    "saga-step, ship, MALFORMED_HEADERS",
    "saga-action, compensate, MALFORMED_HEADERS",
    "saga-action, destroy, MALFORMED_HEADERS",
    "saga-attempt, -1, MALFORMED_HEADERS",
    "saga-attempt, 99999999999, MALFORMED_HEADERS",
    "saga-command-id, , MALFORMED_HEADERS",
    "saga-dedup-key, order-1/pay, MALFORMED_HEADERS",
    "saga-reply-to, , MALFORMED_HEADERS",
    "saga-reply-partition, -1, MALFORMED_HEADERS",
    "saga-reply-partition, one, MALFORMED_HEADERS",
    "saga-reply-partition, 4294967295, MALFORMED_HEADERS",
    "saga-deadline, soon, MALFORMED_HEADERS",
    "saga-deadline, 9223372036854775807, MALFORMED_HEADERS",
    "saga-fence-until, 253402300800000, MALFORMED_HEADERS",
    "saga-fence-until, , MALFORMED_HEADERS",
  })
  void shouldDeadLetterWhenAHeaderIsMissingOrMalformed(String name, String value, String code) {
    // given
    Headers headers = headers();
    headers.remove(name);
    if (value != null) {
      headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
    CommandTask task = task(headers, command());

    // when
    processor.process(task);

    // then
    ProducerRecord<byte[], byte[]> letter = producer.history().get(0);
    assertThat(letter.topic()).isEqualTo("saga.dead-letters");
    assertThat(letter.value()).isEqualTo(command());
    assertThat(header(letter, "saga-error-code")).isEqualTo(code);
    assertThat(header(letter, "saga-error-message")).isNotEmpty();
    assertThat(header(letter, "saga-origin")).isEqualTo("inventory.commands-2-7");
    assertThat(task.isDone()).isTrue();
  }

  @Test
  void shouldDeadLetterWhenAHeaderIsNoUtf8() {
    // given
    Headers headers = headers();
    headers.remove(SagaHeaders.STEP);
    headers.add(SagaHeaders.STEP, new byte[] {(byte) 0xff});

    // when
    processor.process(task(headers, command()));

    // then
    assertThat(header(producer.history().get(0), "saga-error-message"))
        .isEqualTo("Expected header saga-step, but it is not UTF-8");
    assertThat(header(producer.history().get(1), "saga-outcome")).isEqualTo("failed");
  }

  @ParameterizedTest
  @CsvSource({
    "saga-undoes, ",
    "saga-undoes, order-1/0d4f0da762e6/pay/compensate/1",
    "saga-undoes, order-2/0d4f0da762e6/pay/execute/1",
    "saga-undoes, order-1/0d4f0da762e6/ship/execute/1",
    "saga-execute-outcome, ",
    "saga-execute-outcome, failed",
  })
  void shouldDeadLetterWhenACompensationDoesNotSayWhatItUndoes(String name, String value) {
    // given
    Headers headers = compensateHeaders();
    headers.remove(name);
    if (value != null) {
      headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    // when
    processor.process(task(headers, command()));

    // then
    assertThat(header(producer.history().get(0), "saga-error-code")).isEqualTo("MALFORMED_HEADERS");
  }

  @Test
  void shouldDeadLetterWhenThereIsNoValue() {
    // given
    CommandTask task = task(headers(), null);

    // when
    processor.process(task);

    // then
    assertThat(header(producer.history().get(0), "saga-error-code")).isEqualTo("CORRUPT_COMMAND");
    assertThat(task.isDone()).isTrue();
  }

  @Test
  void shouldLeaveThePartitionToTheKeyWhenTheCommandNamesNone() {
    // given
    Headers headers = headers();
    headers.remove(SagaHeaders.REPLY_PARTITION);

    // when
    processor.process(task(headers, command()));

    // then
    assertThat(producer.history().get(0).partition()).isNull();
    assertThat(producer.history().get(0).key())
        .isEqualTo("order-1".getBytes(StandardCharsets.UTF_8));
  }

  private byte[] command() {
    return codec.encode(TOPIC, new StepFailure("code", "message", Map.of()));
  }
}
