package dev.sagas.operate.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sagas.operate.topics.SendFailure;
import dev.sagas.protocol.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** R18: what is sent when a letter is redriven, and what is not. */
class RedriveTest {
  private static final RedriveSignature ADA = new RedriveSignature("ada", "registered: schema 7");
  private static final RedriveTargets TARGETS =
      new RedriveTargets(
          new TopicNames("shop."),
          Set.of(
              "shop.saga.requests",
              "shop.saga.replies",
              "shop.saga.signals",
              "shop.saga.operations",
              "shop.saga.journal",
              "shop.saga.dead-letters",
              "shop.inventory.commands",
              "other.inventory.commands",
              "saga.replies",
              "payroll"));

  private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();

  @Test
  void shouldSendTheSameBytesAndSayFromWhereAndByWhomWhenALetterIsRedriven() {
    // given
    ConsumerRecord<byte[], byte[]> letter =
        Letters.letter(
            17,
            "saga-id",
            "o-1",
            "x-custom",
            "kept",
            "saga-rerouted-from",
            "shop.saga.requests-1-1",
            "saga-error-code",
            "UNKNOWN_SCHEMA",
            "saga-error-message",
            "id 7",
            "saga-origin",
            "shop.saga.requests-0-5");

    // when
    List<LetterResult<RedriveOutcome>> results = send(letter);

    // then
    assertThat(results)
        .containsExactly(new LetterResult<>(DeadLetter.of(letter), RedriveOutcome.SENT, ""));
    ProducerRecord<byte[], byte[]> record = sent.get(0);
    assertThat(record.topic()).isEqualTo("shop.saga.requests");
    assertThat(record.partition()).as("left to the key").isNull();
    assertThat(record.key()).asString().isEqualTo("o-1");
    assertThat(record.value()).isEqualTo(Letters.VALUE);
    assertThat(headers(record))
        .containsExactly(
            "saga-id=o-1",
            "x-custom=kept",
            "saga-redriven-from=saga.dead-letters-3-17",
            "saga-redriven-by=ada: registered: schema 7");
  }

  @Test
  void shouldKeepTheErrorOfTheReplyWhenTheLetterHasOneOfItsOwn() {
    // given
    ConsumerRecord<byte[], byte[]> letter =
        Letters.letter(
            17,
            "saga-error-code",
            "OUT_OF_STOCK",
            "saga-error-message",
            "none left",
            "saga-error-code",
            "OUT_OF_STOCK",
            "saga-error-message",
            "nobody",
            "saga-origin",
            "forged-0-1",
            "saga-origin",
            "shop.saga.replies-0-5");

    // when
    send(letter);

    // then
    assertThat(headers(sent.get(0)))
        .startsWith("saga-error-code=OUT_OF_STOCK", "saga-error-message=none left")
        .hasSize(4);
  }

  @Test
  void shouldNameOnlyTheLastRedriveWhenALetterWasRedrivenBefore() {
    // when
    send(
        Letters.letter(
            18,
            "saga-redriven-from",
            "saga.dead-letters-3-17",
            "saga-redriven-by",
            "bob: try",
            "saga-origin",
            "shop.saga.replies-0-5"));

    // then
    assertThat(headers(sent.get(0)))
        .containsExactly(
            "saga-redriven-from=saga.dead-letters-3-18",
            "saga-redriven-by=ada: registered: schema 7");
  }

  @Test
  void shouldSendNothingWhenItIsADryRun() {
    // when
    List<LetterResult<RedriveOutcome>> results =
        Redrive.dryRun(TARGETS, ADA).run(List.of(from("shop.saga.replies", 1), from("payroll", 2)));

    // then
    assertThat(results)
        .extracting(LetterResult::outcome)
        .containsExactly(RedriveOutcome.WOULD_BE_SENT, RedriveOutcome.NOT_REDRIVABLE);
    assertThat(new LetterReport<>(results, List.of()).isComplete()).isFalse();
    assertThat(new LetterReport<>(results.subList(0, 1), List.of()).isComplete()).isTrue();
    assertThat(
            new LetterReport<>(results.subList(0, 1), List.of(new LetterPosition(0, 0)))
                .isComplete())
        .isFalse();
  }

  @Test
  void shouldSendOnlyToTopicsOfThisDeploymentThatTakeRecords() {
    for (String topic :
        List.of(
            "shop.saga.requests",
            "shop.saga.replies",
            "shop.saga.signals",
            "shop.saga.operations",
            "shop.inventory.commands")) {
      assertThat(send(from(topic, 1)).get(0).outcome()).as(topic).isEqualTo(RedriveOutcome.SENT);
    }
    sent.clear();
    for (String topic :
        List.of(
            "shop.saga.journal",
            "shop.saga.dead-letters",
            "other.inventory.commands",
            "saga.replies",
            "payroll")) {
      LetterResult<RedriveOutcome> result = send(from(topic, 1)).get(0);
      assertThat(result.outcome()).as(topic).isEqualTo(RedriveOutcome.NOT_REDRIVABLE);
      assertThat(result.reason()).startsWith(topic + " is not a topic of requests");
    }
    assertThat(send(from("shop.gone.commands", 1)).get(0).reason())
        .isEqualTo("topic shop.gone.commands does not exist, or cannot be described");
    assertThat(send(Letters.letter(1)).get(0).reason()).contains("which topic it came from");
    assertThat(sent).isEmpty();
  }

  @Test
  void shouldSendNothingWhenThereIsNoValueToSend() {
    String origin = "shop.saga.replies-0-5";
    assertThat(
            send(
                List.of(
                    Letters.withValue(
                        1, new byte[0], "saga-error-code", "MISSING_VALUE", "saga-origin", origin),
                    Letters.withValue(
                        2, null, "saga-error-code", "CORRUPT", "saga-origin", origin))))
        .extracting(LetterResult::outcome, LetterResult::reason)
        .containsExactly(
            tuple(RedriveOutcome.NOT_REDRIVABLE, "it had no value, and would be refused again"),
            tuple(RedriveOutcome.NOT_REDRIVABLE, "its value is not in the letter"));
    assertThat(sent).isEmpty();
  }

  @Test
  void shouldStopSendingWhenOneFails() {
    // given
    List<ConsumerRecord<byte[], byte[]>> letters =
        List.of(
            from("shop.saga.replies", 1),
            from("shop.saga.replies", 2),
            from("payroll", 3),
            from("shop.saga.replies", 4));

    // when
    List<LetterResult<RedriveOutcome>> results =
        Redrive.sending(
                TARGETS,
                ADA,
                record -> {
                  sent.add(record);
                  return sent.size() == 2
                      ? Optional.of(new SendFailure(false, "brokers are away"))
                      : Optional.empty();
                })
            .run(letters);

    // then
    assertThat(results)
        .extracting(LetterResult::outcome)
        .containsExactly(
            RedriveOutcome.SENT,
            RedriveOutcome.FAILED,
            RedriveOutcome.NOT_REDRIVABLE,
            RedriveOutcome.NOT_TRIED);
    assertThat(results.get(1).reason()).isEqualTo("brokers are away");
    assertThat(sent).hasSize(2);
  }

  @Test
  void shouldSayThatNothingWasSentAndStopWhenKafkaRefusesALetter() {
    // when
    List<LetterResult<RedriveOutcome>> results =
        Redrive.sending(
                TARGETS, ADA, record -> Optional.of(new SendFailure(true, "WRITE is denied")))
            .run(List.of(from("shop.saga.replies", 1), from("shop.saga.replies", 2)));

    // then
    assertThat(results)
        .extracting(LetterResult::outcome)
        .containsExactly(RedriveOutcome.REFUSED, RedriveOutcome.NOT_TRIED);
    assertThat(results.get(0).reason()).isEqualTo("WRITE is denied");
  }

  private List<LetterResult<RedriveOutcome>> send(ConsumerRecord<byte[], byte[]> letter) {
    return send(List.of(letter));
  }

  private List<LetterResult<RedriveOutcome>> send(List<ConsumerRecord<byte[], byte[]>> letters) {
    return Redrive.sending(
            TARGETS,
            ADA,
            record -> {
              sent.add(record);
              return Optional.empty();
            })
        .run(letters);
  }

  private static ConsumerRecord<byte[], byte[]> from(String topic, long offset) {
    return Letters.letter(offset, "saga-origin", topic + "-0-" + offset);
  }

  private static List<String> headers(ProducerRecord<byte[], byte[]> record) {
    return Arrays.stream(record.headers().toArray())
        .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
        .toList();
  }
}
