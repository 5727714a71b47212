package dev.sagas.dev.participant;

import static dev.sagas.dev.participant.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.StockReleased;
import dev.sagas.samples.schema.order.StockReserved;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.StepFailure;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** What a participant does with commands it can handle, on a real broker. */
class ParticipantAnswersOnKafkaTest extends ParticipantOnKafka {
  @Test
  void shouldReplyOnThePartitionAskedForWithAllHeadersWhenACommandIsHandled() throws Exception {
    // given
    start(inventory());
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    Map<String, String> headers = commands().headers(key, 3);
    headers.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    // when
    RecordMetadata sent =
        commands().send("order-1", headers, commands().encode(reserve("order-1", 2)));
    ConsumerRecord<byte[], byte[]> reply = reply(key);

    // then
    assertThat(reply.partition()).isEqualTo(1);
    assertThat(TopicReader.key(reply)).isEqualTo("order-1");
    assertThat(header(reply, "saga-id")).isEqualTo("order-1");
    assertThat(header(reply, "saga-run")).isEqualTo("0d4f0da762e6");
    assertThat(header(reply, "saga-type")).isEqualTo("order-fulfilment");
    assertThat(header(reply, "saga-version")).isEqualTo("1");
    assertThat(header(reply, "saga-step")).isEqualTo("reserve-stock");
    assertThat(header(reply, "saga-action")).isEqualTo("execute");
    assertThat(header(reply, "saga-attempt")).isEqualTo("3");
    assertThat(header(reply, "saga-dedup-key")).isEqualTo(key.toString());
    assertThat(header(reply, "saga-in-reply-to")).isEqualTo(key + "#3");
    assertThat(header(reply, "saga-outcome")).isEqualTo("succeeded");
    assertThat(header(reply, "saga-command-position"))
        .isEqualTo(commandTopic() + "-" + sent.partition() + "-" + sent.offset());
    assertThat(header(reply, "traceparent"))
        .matches("00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01")
        .doesNotContain("00f067aa0ba902b7");
    assertThat(decode(reply, StockReserved.class).getPieces()).isEqualTo(2);
    assertThat(stock()).isEqualTo(998);
  }

  @Test
  void shouldTakeTheEffectOnceAndAnswerEachTimeWhenACommandComesThreeTimes() throws Exception {
    // given
    start(inventory());
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    byte[] value = commands().encode(reserve("order-1", 2));

    // when
    for (int attempt = 1; attempt <= 3; attempt++) {
      commands().send("order-1", commands().headers(key, attempt), value);
    }
    List<ConsumerRecord<byte[], byte[]>> answers =
        replies().await(3, reply -> header(reply, "saga-dedup-key").equals(key.toString()));

    // then
    assertThat(answers)
        .extracting(reply -> header(reply, "saga-in-reply-to"))
        .containsExactly(key + "#1", key + "#2", key + "#3");
    assertThat(answers)
        .allSatisfy(reply -> assertThat(reply.value()).isEqualTo(answers.get(0).value()));
    assertThat(stock()).isEqualTo(998);
  }

  @Test
  void shouldUndoWhenTheCompensationFollows() throws Exception {
    // given
    start(inventory());
    commands().send(CommandWriter.key("order-1", Action.EXECUTE, 1), reserve("order-1", 7));
    DeduplicationKey undo = CommandWriter.key("order-1", Action.COMPENSATE, 1);

    // when
    commands().send(undo, new ReleaseStock("order-1"));

    // then
    assertThat(decode(reply(undo), StockReleased.class).getPieces()).isEqualTo(7);
    assertThat(stock()).isEqualTo(1000);
  }

  @Test
  void shouldRefuseTheLateExecuteWhenItsCompensationCameFirst() throws Exception {
    // given
    start(inventory());
    DeduplicationKey undo = CommandWriter.key("order-1", Action.COMPENSATE, 1);
    DeduplicationKey execute = undo.forAction(Action.EXECUTE);
    Map<String, String> headers = commands().headers(undo, 1);
    headers.put(SagaHeaders.EXECUTE_OUTCOME, SagaHeaders.EXECUTE_UNKNOWN);

    // when
    commands().send("order-1", headers, commands().encode(new ReleaseStock("order-1")));
    commands().send(execute, reserve("order-1", 2));

    // then
    NothingToUndo undone = decode(reply(undo), NothingToUndo.class);
    assertThat(header(reply(undo), "saga-outcome")).isEqualTo("succeeded");
    assertThat(undone.getExecuteKey()).isEqualTo(execute.toString());
    assertThat(undone.getReason()).hasToString("NEVER_EXECUTED");
    assertThat(header(reply(execute), "saga-outcome")).isEqualTo("rejected");
    assertThat(header(reply(execute), "saga-error-code")).isEqualTo("FENCED");
    assertThat(stock()).isEqualTo(1000);
  }

  @Test
  void shouldAnswerWithStepFailureWhenTheHandlerRejects() throws Exception {
    // given
    start(inventory());
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);

    // when
    commands().send(key, reserve("order-1", 5000));

    // then
    StepFailure failure = decode(reply(key), StepFailure.class);
    assertThat(header(reply(key), "saga-outcome")).isEqualTo("rejected");
    assertThat(header(reply(key), "saga-error-code")).isEqualTo("OUT_OF_STOCK");
    assertThat(header(reply(key), "saga-error-message")).isEqualTo("Only 1000 left");
    assertThat(failure.getCode()).isEqualTo("OUT_OF_STOCK");
    assertThat(failure.getMessage()).isEqualTo("Only 1000 left");
    assertThat(stock()).isEqualTo(1000);
  }
}
