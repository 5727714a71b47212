package dev.sagas.dev.participant;

import static dev.sagas.dev.participant.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.participant.KafkaFence;
import dev.sagas.participant.Participant;
import dev.sagas.participant.StepResult;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.samples.schema.order.ReleaseStock;
import dev.sagas.samples.schema.order.StockReserved;
import dev.sagas.schema.NothingToUndo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The fence in Kafka, on a real broker (R23, R24, R27). */
class KafkaFenceOnKafkaTest extends KafkaFenceOnKafka {
  private static final int SLOW = 999;

  @Test
  void shouldSendTheRecordedReplyAgainWhenACommandIsRedelivered() throws Exception {
    // given
    start(forwarding());
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    commands().send(key, reserve("order-1", 7));
    ConsumerRecord<byte[], byte[]> first = reply(key);

    // when
    commands()
        .send("order-1", commands().headers(key, 2), commands().encode(reserve("order-1", 7)));

    // then
    ConsumerRecord<byte[], byte[]> second = replies(key, 2).get(1);
    assertThat(header(second, "saga-in-reply-to")).isEqualTo(key + "#2");
    assertThat(second.value()).isEqualTo(first.value());
    assertThat(header(second, "saga-outcome")).isEqualTo("succeeded");
    assertThat(effectsOf(key)).hasSize(1);
  }

  @Test
  void shouldTakeEffectOnceWhenACommandIsTwiceInOnePoll() throws Exception {
    // given
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);
    for (int attempt = 1; attempt <= 3; attempt++) {
      commands()
          .send("order-1", commands().headers(key, attempt), commands().encode(reserve("o", 7)));
    }

    // when
    start(forwarding());

    // then
    assertThat(replies(key, 3))
        .extracting(reply -> header(reply, "saga-in-reply-to"))
        .containsExactly(key + "#1", key + "#2", key + "#3");
    assertThat(effectsOf(key)).hasSize(1);
  }

  @Test
  void shouldRefuseTheLateExecuteWhenItsCompensationCameFirstWithAnUnknownOutcome()
      throws Exception {
    // given
    start(forwarding());
    DeduplicationKey undo = CommandWriter.key("order-1", Action.COMPENSATE, 1);
    DeduplicationKey execute = undo.forAction(Action.EXECUTE);
    Map<String, String> unknown = commands().headers(undo, 1);
    unknown.put(SagaHeaders.EXECUTE_OUTCOME, SagaHeaders.EXECUTE_UNKNOWN);

    // when
    commands().send("order-1", unknown, commands().encode(new ReleaseStock("order-1")));
    commands().send(execute, reserve("order-1", 7));

    // then
    assertThat(decode(reply(undo), NothingToUndo.class).getExecuteKey())
        .isEqualTo(execute.toString());
    assertThat(header(reply(execute), "saga-outcome")).isEqualTo("rejected");
    assertThat(header(reply(execute), "saga-error-code")).isEqualTo("FENCED");
    assertThat(effects().select(any -> true)).isEmpty();
  }

  @Test
  void shouldKnowWhatTookEffectWhenTheParticipantIsStartedAgain() throws Exception {
    // given
    DeduplicationKey done = CommandWriter.key("order-1", Action.EXECUTE, 1);
    DeduplicationKey undone = CommandWriter.key("order-2", Action.EXECUTE, 1);
    DeduplicationKey undo = undone.forAction(Action.COMPENSATE);
    Participant before = start(forwarding());
    commands().send(done, reserve("order-1", 7));
    commands().send(undone, reserve("order-2", 7));
    commands().send(undo, new ReleaseStock("order-2"));
    reply(done);
    reply(undo);
    before.close();

    // when
    start(forwarding());
    commands().send(done, reserve("order-1", 7));
    commands().send(undo, new ReleaseStock("order-2"));
    commands().send(undone, reserve("order-2", 7));

    // then
    for (DeduplicationKey key : List.of(done, undo, undone)) {
      List<ConsumerRecord<byte[], byte[]>> answers = replies(key, 2);
      assertThat(answers.get(1).value()).isEqualTo(answers.get(0).value());
      assertThat(effectsOf(key)).hasSize(1);
    }
  }

  @Test
  void shouldShowNothingOfCommandsThatDoNotSucceedAndAllOfTheOthersWhenTheyAreInOnePoll()
      throws Exception {
    // given
    List<DeduplicationKey> good =
        List.of(
            CommandWriter.key("good-1", Action.EXECUTE, 1),
            CommandWriter.key("good-2", Action.EXECUTE, 1));
    DeduplicationKey rejected = CommandWriter.key("rejected", Action.EXECUTE, 1);
    DeduplicationKey failed = CommandWriter.key("failed", Action.EXECUTE, 1);
    DeduplicationKey threw = CommandWriter.key("threw", Action.EXECUTE, 1);
    commands().send(good.get(0), reserve("good-1", 7));
    commands().send(rejected, reserve("rejected", 1_001));
    commands().send(failed, reserve("failed", 1_002));
    commands().send(threw, reserve("threw", 1_003));
    commands().send(good.get(1), reserve("good-2", 7));

    // when
    start(forwarding());

    // then
    assertThat(header(reply(rejected), "saga-error-code")).isEqualTo("OUT_OF_STOCK");
    assertThat(header(reply(failed), "saga-error-code")).isEqualTo("BUSY");
    assertThat(header(reply(threw), "saga-error-code")).isEqualTo("HANDLER_THREW");
    for (DeduplicationKey key : good) {
      assertThat(header(reply(key), "saga-outcome")).isEqualTo("succeeded");
      assertThat(effectsOf(key)).hasSize(1);
    }
    assertThat(effects().select(any -> true)).hasSize(2);

    // and a failed one is not recorded
    commands()
        .send("failed", commands().headers(failed, 2), commands().encode(reserve("failed", 7)));
    assertThat(header(replies(failed, 2).get(1), "saga-outcome")).isEqualTo("succeeded");
    assertThat(effectsOf(failed)).hasSize(1);
  }

  @Test
  void shouldWriteATombstoneWhenTheTimeOfARowIsOver() throws Exception {
    // given
    start(forwarding().fence(KafkaFence.create().cleanUpEvery(Duration.ofMillis(200))));
    DeduplicationKey brief = CommandWriter.key("order-1", Action.EXECUTE, 1);
    DeduplicationKey kept = CommandWriter.key("order-2", Action.EXECUTE, 1);
    Map<String, String> headers = commands().headers(brief, 1);
    Instant until = Instant.now().plusSeconds(2);
    headers.put(SagaHeaders.FENCE_UNTIL, String.valueOf(until.toEpochMilli()));

    // when
    commands().send("order-1", headers, commands().encode(reserve("order-1", 7)));
    commands().send(kept, reserve("order-2", 7));
    reply(brief);
    reply(kept);

    // then
    TopicReader rows = closing(new TopicReader(cluster().config(), fenceTopic()));
    ConsumerRecord<byte[], byte[]> tombstone = rows.await(1, row -> row.value() == null).get(0);
    assertThat(TopicReader.key(tombstone)).isEqualTo(brief.toString());
    assertThat(tombstone.timestamp()).isGreaterThan(until.toEpochMilli());
    assertThat(rows.select(row -> TopicReader.key(row).equals(kept.toString())))
        .hasSize(1)
        .allMatch(row -> row.value() != null);

    // and the row is gone from memory too
    commands().send(brief, reserve("order-1", 7));
    replies(brief, 2);
    effects().await(3, any -> true);
    assertThat(effectsOf(brief)).hasSize(2);
  }

  @Test
  void shouldKeepRowsInTheirCommandsPartitionOfACompactedTopic() throws Exception {
    // given
    start(forwarding());

    // when
    Map<String, Integer> partitions = new HashMap<>();
    for (int i = 0; i < 12; i++) {
      DeduplicationKey key = CommandWriter.key("order-" + i, Action.EXECUTE, 1);
      partitions.put(key.toString(), commands().send(key, reserve("order-" + i, 7)).partition());
    }

    // then
    replies().await(12, any -> true);
    TopicReader rows = closing(new TopicReader(cluster().config(), fenceTopic()));
    assertThat(rows.await(12, any -> true))
        .allSatisfy(
            row -> assertThat(row.partition()).isEqualTo(partitions.get(TopicReader.key(row))));
    assertThat(Map.copyOf(partitions).values()).contains(0, 1, 2);
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", cluster().kafka().bootstrapServers()))) {
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, fenceTopic());
      assertThat(admin.describeConfigs(List.of(topic)).all().get().get(topic).get("cleanup.policy"))
          .extracting(ConfigEntry::value)
          .isEqualTo("compact");
    }
  }

  @Test
  void shouldAnswerFailedWhenAHandlerSendsToATopicThatDoesNotExist() throws Exception {
    // given
    start(
        forwarding(
            (command, context) -> {
              context.send(new ProducerRecord<>(topics().prefix() + "nowhere", new byte[1]));
              return StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
            }));
    DeduplicationKey key = CommandWriter.key("order-1", Action.EXECUTE, 1);

    // when
    commands().send(key, reserve("order-1", 7));

    // then
    assertThat(header(reply(key), "saga-error-code")).isEqualTo("HANDLER_THREW");
    assertThat(header(reply(key), "saga-error-message"))
        .startsWith(IllegalArgumentException.class.getName() + ": Expected a record that ");
  }

  @Test
  void shouldDeadLetterOnlyTheCommandWhoseRecordTheBrokerRefuses() throws Exception {
    // given
    limitEffects(2_000);
    AtomicInteger calls = new AtomicInteger();
    DeduplicationKey tooLarge = CommandWriter.key("too-large", Action.EXECUTE, 1);
    List<DeduplicationKey> good =
        List.of(
            CommandWriter.key("good-1", Action.EXECUTE, 1),
            CommandWriter.key("good-2", Action.EXECUTE, 1),
            CommandWriter.key("good-3", Action.EXECUTE, 1));
    commands().send(good.get(0), reserve("good-1", 1));
    commands().send(tooLarge, reserve("too-large", 50_000));
    commands().send(good.get(1), reserve("good-2", 1));
    commands().send(good.get(2), reserve("good-3", 1));
    TopicReader letters = closing(new TopicReader(cluster().config(), topics().deadLetters()));

    // when
    start(
        forwarding(
            (command, context) -> {
              calls.incrementAndGet();
              int size = command.getLines().get(0).getQuantity();
              emit(context, command.getOrderId());
              context.send(new ProducerRecord<>(effectTopic(), new byte[size]));
              return StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
            }));

    // then
    for (DeduplicationKey key : good) {
      assertThat(header(reply(key), "saga-outcome")).isEqualTo("succeeded");
      assertThat(effectsOf(key)).hasSize(1);
    }
    assertThat(header(reply(tooLarge), "saga-outcome")).isEqualTo("failed");
    assertThat(header(reply(tooLarge), "saga-error-code")).isEqualTo("RECORD_UNDELIVERABLE");
    assertThat(letters.await(1, any -> true))
        .extracting(TopicReader::key)
        .containsExactly("too-large");
    assertThat(effectsSoFar(tooLarge)).isEmpty();
    assertThat(calls).hasValueGreaterThan(4);
  }

  @Test
  void shouldCallASlowHandlerOnceAndAnswerOthersMeanwhile() throws Exception {
    // given: a handler that takes longer than a poll may
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    start(
        forwarding(
                (command, context) -> {
                  emit(context, command.getOrderId());
                  if (command.getLines().get(0).getQuantity() == SLOW) {
                    calls.incrementAndGet();
                    goOn.await();
                  }
                  return StepResult.succeeded(new StockReserved(command.getOrderId(), 1));
                })
            .kafka(Map.of("consumer.max.poll.interval.ms", 2_000)));
    DeduplicationKey slow = CommandWriter.key("slow", Action.EXECUTE, 1);
    List<DeduplicationKey> others = new ArrayList<>();
    commands().send(slow, reserve("slow", SLOW));
    for (int i = 0; i < 12; i++) {
      DeduplicationKey other = CommandWriter.key("order-" + i, Action.EXECUTE, 1);
      others.add(other);
      commands().send(other, reserve("order-" + i, 1));
    }

    // when
    Awaitility.await().until(() -> calls.get() == 1);
    Instant begun = Instant.now();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(100))
        .until(() -> Duration.between(begun, Instant.now()).toMillis() > 4_000);
    boolean inTheGroup = !assignment("inventory").isEmpty();
    goOn.countDown();

    // then
    reply(slow);
    assertThat(inTheGroup).isTrue();
    for (DeduplicationKey other : others) {
      assertThat(header(reply(other), "saga-outcome")).isEqualTo("succeeded");
      assertThat(effectsOf(other)).hasSize(1);
    }
    assertThat(calls).hasValue(1);
    assertThat(effectsOf(slow)).hasSize(1);
  }

  private Collection<MemberDescription> assignment(String participant) throws Exception {
    String group = topics().prefix() + participant;
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", cluster().kafka().bootstrapServers()))) {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members();
    }
  }

  @Test
  void shouldAnswerOthersMeanwhileWhenReplyTopicsDoNotExist() throws Exception {
    TopicReader letters = closing(new TopicReader(cluster().config(), topics().deadLetters()));
    start(forwarding());

    answerOthersWhenReplyTopicsDoNotExist(letters);
  }

  private void limitEffects(int bytes) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", cluster().kafka().bootstrapServers()))) {
      AlterConfigOp limit =
          new AlterConfigOp(
              new ConfigEntry("max.message.bytes", String.valueOf(bytes)),
              AlterConfigOp.OpType.SET);
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, effectTopic()), List.of(limit)))
          .all()
          .get();
    }
  }
}
