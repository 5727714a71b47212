package dev.sagas.dev.participant;

import static dev.sagas.dev.participant.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.participant.RetryableException;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.samples.schema.order.StockReleased;
import dev.sagas.samples.schema.order.StockReserved;
import dev.sagas.schema.StepFailure;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** What a participant does with commands that it cannot carry out or answer, on a real broker. */
class ParticipantFailuresOnKafkaTest extends ParticipantOnKafka {
  @Test
  void shouldAnswerFailedAndRollBackWhenAHandlerMisbehaves() throws Exception {
    // given
    start(
        inventory(
            (command, context) -> {
              change(context, 1);
              return switch (command.getLines().get(0).getQuantity()) {
                case 1 -> throw new IllegalStateException("a bug");
                case 2 -> throw new StackOverflowError();
                case 3 -> null;
                case 4 -> StepResult.succeeded(command);
                case 5 -> StepResult.succeeded(new StockReserved("x".repeat(2_000_000), 1));
                case 6 -> StepResult.succeeded(new StockReserved());
                case 7 -> StepResult.rejected("no spaces", "in codes");
                default -> StepResult.failed("BUSY", "Try later");
              };
            }));
    List<String> codes =
        List.of(
            "HANDLER_THREW",
            "HANDLER_THREW",
            "HANDLER_RETURNED_NULL",
            "UNDECLARED_REPLY_TYPE",
            "REPLY_TOO_LARGE",
            "REPLY_NOT_ENCODABLE",
            "HANDLER_THREW",
            "BUSY");

    for (int kind = 1; kind <= codes.size(); kind++) {
      // when
      DeduplicationKey key = CommandWriter.key("order-" + kind, Action.EXECUTE, 1);
      commands().send(key, reserve("order-" + kind, kind));

      // then
      assertThat(header(reply(key), "saga-outcome")).isEqualTo("failed");
      assertThat(header(reply(key), "saga-error-code")).isEqualTo(codes.get(kind - 1));
      assertThat(header(reply(key), "saga-error-message")).isNotEmpty();
      assertThat(decode(reply(key), StepFailure.class).getCode()).isEqualTo(codes.get(kind - 1));
    }
    assertThat(stock()).isEqualTo(1000);
  }

  @Test
  void shouldDeadLetterWithOriginAndAnswerWhenARecordIsNoCommand() throws Exception {
    // given
    start(inventory());
    TopicReader letters = closing(new TopicReader(cluster().config(), topics().deadLetters()));
    byte[] good = commands().encode(reserve("order-1", 1));
    byte[] foreign = good.clone();
    foreign[1] = 0x7f;
    DeduplicationKey corrupt = CommandWriter.key("corrupt", Action.EXECUTE, 1);
    DeduplicationKey unknown = CommandWriter.key("unknown", Action.EXECUTE, 1);
    DeduplicationKey otherKey = CommandWriter.key("other-key", Action.EXECUTE, 1);
    DeduplicationKey truncated = CommandWriter.key("truncated", Action.EXECUTE, 1);
    Map<String, String> noDeadline =
        commands().headers(CommandWriter.key("no-deadline", Action.EXECUTE, 1), 1);
    noDeadline.remove(SagaHeaders.DEADLINE);
    Map<String, String> otherStep =
        commands().headers(CommandWriter.key("other-step", Action.EXECUTE, 1), 1);
    otherStep.put(SagaHeaders.STEP, "charge-card");

    // when
    RecordMetadata corruptAt =
        commands().send("corrupt", commands().headers(corrupt, 1), new byte[] {1, 2, 3});
    commands().send("truncated", commands().headers(truncated, 1), Arrays.copyOf(good, 8));
    commands().send("unknown", commands().headers(unknown, 1), foreign);
    commands().send("somebody", commands().headers(otherKey, 1), good);
    commands().send("no-deadline", noDeadline, good);
    commands().send("other-step", otherStep, good);
    commands().send("nothing", Map.of(), good);
    DeduplicationKey afterwards = CommandWriter.key("order-1", Action.EXECUTE, 1);
    commands().send(afterwards, reserve("order-1", 1));

    // then
    List<ConsumerRecord<byte[], byte[]>> kept = letters.await(7, letter -> true);
    assertThat(kept)
        .extracting(letter -> TopicReader.key(letter) + " " + header(letter, "saga-error-code"))
        .containsExactlyInAnyOrder(
            "corrupt CORRUPT_COMMAND",
            "truncated CORRUPT_COMMAND",
            "unknown UNKNOWN_SCHEMA",
            "somebody KEY_MISMATCH",
            "no-deadline MALFORMED_HEADERS",
            "other-step MALFORMED_HEADERS",
            "nothing MALFORMED_HEADERS");
    ConsumerRecord<byte[], byte[]> letter =
        letters.await(1, each -> TopicReader.key(each).equals("corrupt")).get(0);
    assertThat(letter.value()).containsExactly(1, 2, 3);
    assertThat(header(letter, "saga-dedup-key")).isEqualTo(corrupt.toString());
    assertThat(header(letter, "saga-origin"))
        .isEqualTo(commandTopic() + "-" + corruptAt.partition() + "-" + corruptAt.offset());
    assertThat(header(reply(corrupt), "saga-error-code")).isEqualTo("CORRUPT_COMMAND");
    assertThat(header(reply(unknown), "saga-error-code")).isEqualTo("UNKNOWN_SCHEMA");
    assertThat(header(reply(otherKey), "saga-error-code")).isEqualTo("KEY_MISMATCH");
    assertThat(header(reply(afterwards), "saga-outcome")).isEqualTo("succeeded");
    assertThat(stock()).isEqualTo(999);
  }

  @Test
  void shouldAnswerOthersMeanwhileWhenReplyTopicsDoNotExist() throws Exception {
    TopicReader letters = closing(new TopicReader(cluster().config(), topics().deadLetters()));
    start(inventory());

    answerOthersWhenReplyTopicsDoNotExist(letters);
  }

  @Test
  void shouldAnswerFailedWhenThereIsNoHandlerForTheType() throws Exception {
    // given
    start(inventory());
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);

    // when
    commands().send(key, new StockReleased("order-1", 1));

    // then
    assertThat(header(reply(key), "saga-outcome")).isEqualTo("failed");
    assertThat(header(reply(key), "saga-error-code")).isEqualTo("UNHANDLED_COMMAND_TYPE");
    assertThat(header(reply(key), "saga-error-message")).contains("StockReleased");
  }

  @Test
  void shouldStartNothingButSendTheRecordedReplyWhenTheDeadlineHasPassed() throws Exception {
    // given
    start(inventory());
    DeduplicationKey done = CommandWriter.key("order-1", Action.EXECUTE, 1);
    DeduplicationKey late = CommandWriter.key("order-2", Action.EXECUTE, 1);
    String past = String.valueOf(Instant.now().minusSeconds(1).toEpochMilli());
    commands().send(done, reserve("order-1", 1));
    reply(done);
    Map<String, String> doneAgain = commands().headers(done, 2);
    doneAgain.put(SagaHeaders.DEADLINE, past);
    Map<String, String> lateHeaders = commands().headers(late, 1);
    lateHeaders.put(SagaHeaders.DEADLINE, past);

    // when
    commands().send("order-1", doneAgain, commands().encode(reserve("order-1", 1)));
    commands().send("order-2", lateHeaders, commands().encode(reserve("order-2", 1)));

    // then
    List<ConsumerRecord<byte[], byte[]>> answers =
        replies().await(2, reply -> header(reply, "saga-dedup-key").equals(done.toString()));
    assertThat(answers)
        .extracting(reply -> header(reply, "saga-outcome"))
        .containsExactly("succeeded", "succeeded");
    assertThat(header(reply(late), "saga-error-code")).isEqualTo("DEADLINE_PASSED");
    assertThat(stock()).isEqualTo(999);
  }

  @Test
  void shouldTryAgainWithinTheDeadlineWhenTheDatabaseOrAServiceIsAwayForAWhile() throws Exception {
    // given
    AtomicInteger calls = new AtomicInteger();
    start(
        inventory(
            (command, context) -> {
              change(context, 1);
              if (calls.incrementAndGet() < 4) {
                throw calls.get() == 2
                    ? new RetryableException("the bank does not answer")
                    : new IllegalStateException(new SQLTransientConnectionException("away"));
              }
              return StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
            }));
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);

    // when
    commands().send(key, reserve("order-1", 1));

    // then
    assertThat(header(reply(key), "saga-outcome")).isEqualTo("succeeded");
    assertThat(calls).hasValue(4);
    assertThat(stock()).isEqualTo(999);
  }

  @Test
  void shouldAnswerFailedAtTheDeadlineWhenTheDatabaseStaysAway() throws Exception {
    // given
    start(
        inventory(
            (command, context) -> {
              throw new SQLTransientConnectionException("away");
            }));
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    Map<String, String> headers = commands().headers(key, 1);
    headers.put(
        SagaHeaders.DEADLINE, String.valueOf(Instant.now().plusMillis(1_500).toEpochMilli()));

    // when
    commands().send("order-1", headers, commands().encode(reserve("order-1", 1)));

    // then
    assertThat(header(reply(key), "saga-outcome")).isEqualTo("failed");
    assertThat(header(reply(key), "saga-error-code")).isEqualTo("INFRASTRUCTURE_UNAVAILABLE");
    assertThat(header(reply(key), "saga-error-message")).doesNotContain("away");
  }

  @Test
  void shouldDeadLetterTheCommandWhenItsReplyTopicDoesNotExist() throws Exception {
    // given
    start(inventory().kafka(Map.of("producer.max.block.ms", 300)));
    TopicReader letters = closing(new TopicReader(cluster().config(), topics().deadLetters()));
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    Map<String, String> headers = commands().headers(key, 1);
    headers.put(SagaHeaders.REPLY_TO, "nobody.listens");
    DeduplicationKey beyond = CommandWriter.key("order-2", Action.EXECUTE, 1);
    Map<String, String> beyondHeaders = commands().headers(beyond, 1);
    beyondHeaders.put(SagaHeaders.REPLY_PARTITION, "99");

    // when
    commands().send("order-1", headers, commands().encode(reserve("order-1", 1)));
    commands().send("order-2", beyondHeaders, commands().encode(reserve("order-2", 1)));

    // then
    assertThat(letters.await(2, letter -> true))
        .extracting(letter -> header(letter, "saga-error-code"))
        .containsExactly("REPLY_UNDELIVERABLE", "REPLY_UNDELIVERABLE");
  }
}
