package dev.sagas.dev.client;

import static dev.sagas.dev.participant.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.client.SagaClient;
import dev.sagas.client.SagaStart;
import dev.sagas.client.SignalReceipt;
import dev.sagas.client.StartReceipt;
import dev.sagas.client.StartRefusedException;
import dev.sagas.dev.participant.Cluster;
import dev.sagas.dev.participant.TopicReader;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.order.OrderLine;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.schema.ApprovalDecision;
import dev.sagas.schema.Hash;
import dev.sagas.schema.OutcomeKind;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaStartAnswer;
import dev.sagas.schema.StartVerdict;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.CorruptRecordException;
import dev.sagas.serde.SubjectStrategy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client on a real broker; the test plays the orchestrator. */
@Timeout(120)
class SagaClientOnKafkaTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private static Path directory;
  private static Cluster cluster;

  private final List<AutoCloseable> toClose = new ArrayList<>();
  private TopicNames topics;
  private SagaClient client;
  private AvroCodec codec;
  private TopicReader requests;

  @BeforeAll
  static void startCluster() {
    cluster = Cluster.in(directory);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    topics = new TopicNames("t" + UUID.randomUUID().toString().substring(0, 8) + ".");
    cluster.createTopics(
        3, topics.requests(), topics.signals(), topics.outcomes(), topics.answers());
    Map<String, Object> config = new HashMap<>(cluster.config());
    config.put("saga.topic.prefix", topics.prefix());
    client = closing(SagaClient.connect(config));
    codec = closing(AvroCodec.create(cluster.config(), SubjectStrategy.RECORD_NAME));
    codec.register(topics.outcomes(), SagaOutcome.getClassSchema());
    codec.register(topics.answers(), SagaStartAnswer.getClassSchema());
    requests = closing(new TopicReader(cluster.config(), topics.requests()));
  }

  @AfterEach
  void closeAll() throws Exception {
    Collections.reverse(toClose);
    for (AutoCloseable each : toClose) {
      each.close();
    }
  }

  @Test
  void shouldWriteTheRequestWhereTheProtocolSaysWhenASagaIsStarted() throws Exception {
    // given
    SagaStart start =
        SagaStart.of("order-fulfilment", "order-1", data("order-1"))
            .withVersion(2)
            .withLabel("region", "eu")
            .withLabel("channel", "web");

    // when
    StartReceipt receipt = client.start(start).get(30, TimeUnit.SECONDS);
    ConsumerRecord<byte[], byte[]> request = requests.await(1, record -> true).get(0);

    // then
    int murmur = Utils.toPositive(Utils.murmur2("order-1".getBytes(StandardCharsets.UTF_8))) % 3;
    assertThat(receipt.topic()).isEqualTo(topics.requests());
    assertThat(receipt.partition()).isEqualTo(murmur).isEqualTo(request.partition());
    assertThat(receipt.offset()).isEqualTo(request.offset());
    assertThat(TopicReader.key(request)).isEqualTo("order-1");
    assertThat(header(request, "saga-id")).isEqualTo("order-1");
    assertThat(header(request, "saga-type")).isEqualTo("order-fulfilment");
    assertThat(header(request, "saga-version")).isEqualTo("2");
    assertThat(header(request, "saga-labels")).isEqualTo("channel=web,region=eu");
    assertThat(header(request, "saga-request-id")).isEqualTo(receipt.requestId());
    assertThat(header(request, "saga-reply-to")).isEmpty();
    assertThat(codec.decode(topics.requests(), request.value(), ReserveStock.class))
        .isEqualTo(data("order-1"));
    assertThat(receipt.answer()).isCompletedExceptionally();
  }

  @Test
  void shouldGiveTheAnswerOfThisRequestWhenSeveralAreAnswered() throws Exception {
    // given
    SagaStart start = SagaStart.of("order-fulfilment", "order-1", data("order-1")).wantAnswer();
    StartReceipt first = client.start(start).get(30, TimeUnit.SECONDS);
    StartReceipt second = client.start(start).get(30, TimeUnit.SECONDS);

    // when
    answer(second, StartVerdict.DUPLICATE, "RUNNING");
    answer(first, StartVerdict.ACCEPTED, "RUNNING");

    // then
    assertThat(header(requests.await(1, each -> true).get(0), "saga-reply-to"))
        .isEqualTo(topics.answers());
    assertThat(first.answer().get(30, TimeUnit.SECONDS).getVerdict())
        .isEqualTo(StartVerdict.ACCEPTED);
    assertThat(second.answer().get(30, TimeUnit.SECONDS).getVerdict())
        .isEqualTo(StartVerdict.DUPLICATE);
  }

  @Test
  void shouldGiveTheOutcomeToEverybodyWhoWaitsWhenASagaEnds() throws Exception {
    // given
    write(topics.outcomes(), "order-1", outcome("order-1", OutcomeKind.COMPENSATED));
    CompletableFuture<SagaOutcome> one = client.outcomeOf(new SagaId("order-1"));
    CompletableFuture<SagaOutcome> two = client.outcomeOf("order-1", LONG);
    CompletableFuture<SagaOutcome> other =
        client.outcomeOf(new SagaId("order-2"), Duration.ofMillis(500));

    // when
    SagaOutcome completed = outcome("order-1", OutcomeKind.COMPLETED);
    codec.register(topics.outcomes(), ReserveStock.getClassSchema());
    completed.setData(ByteBuffer.wrap(codec.encode(topics.outcomes(), data("order-1"))));
    write(topics.outcomes(), "order-1", completed);

    // then
    assertThat(client.resultOf(one.get(30, TimeUnit.SECONDS), ReserveStock.class).data())
        .contains(data("order-1"));
    assertThat(two.get(30, TimeUnit.SECONDS).getOutcome()).isEqualTo(OutcomeKind.COMPLETED);
    assertThatThrownBy(() -> other.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void shouldMissNoOutcomeWhenManySagasEndAtOnceAfterTheirStart() throws Exception {
    // given
    int count = 300;
    List<CompletableFuture<SagaOutcome>> outcomes = new ArrayList<>();

    // when
    for (int saga = 0; saga < count; saga++) {
      String sagaId = "order-" + saga;
      outcomes.add(
          client.startAndAwait(SagaStart.of("order-fulfilment", sagaId, data(sagaId)), LONG));
    }
    for (ConsumerRecord<byte[], byte[]> request : requests.await(count, each -> true)) {
      String sagaId = TopicReader.key(request);
      write(topics.outcomes(), sagaId, outcome(sagaId, OutcomeKind.COMPLETED));
    }

    // then
    for (int saga = 0; saga < count; saga++) {
      assertThat(outcomes.get(saga).get(30, TimeUnit.SECONDS).getSagaId())
          .isEqualTo("order-" + saga);
    }
  }

  @Test
  void shouldGiveUpAtOnceWhenTheAnswerSaysThatNothingWillCome() throws Exception {
    // given
    SagaStart start = SagaStart.of("order-fulfilment", "order-1", data("order-1")).wantAnswer();
    CompletableFuture<SagaOutcome> outcome = client.startAndAwait(start, LONG);
    String requestId = header(requests.await(1, each -> true).get(0), "saga-request-id");

    // when
    write(
        topics.answers(),
        "order-1",
        new SagaStartAnswer(
            "order-1", requestId, StartVerdict.CONFLICT, "0d4f0da762e6", "RUNNING", "C", "Other"));

    // then
    assertThatThrownBy(() -> outcome.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            StartRefusedException.class,
            e -> assertThat(e.answer().getVerdict()).isEqualTo(StartVerdict.CONFLICT))
        .hasMessageContaining("order-1");
  }

  @Test
  void shouldFailOnlyTheFutureWhenAnOutcomeCannotBeDecoded() throws Exception {
    // given
    CompletableFuture<SagaOutcome> broken = client.outcomeOf(new SagaId("order-1"));
    CompletableFuture<SagaOutcome> fine = client.outcomeOf(new SagaId("order-2"));

    // when
    send(topics.outcomes(), "order-1", new byte[] {9, 9});
    write(topics.outcomes(), "order-2", outcome("order-2", OutcomeKind.COMPLETED));

    // then
    assertThat(fine.get(30, TimeUnit.SECONDS).getSagaId()).isEqualTo("order-2");
    assertThatThrownBy(() -> broken.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CorruptRecordException.class);
  }

  @Test
  void shouldEndOpenFuturesWhenTheClientIsClosed() {
    // given
    CompletableFuture<SagaOutcome> open = client.outcomeOf(new SagaId("order-1"));

    // when
    client.close();
    client.close();
    CompletableFuture<SagaOutcome> later = client.outcomeOf(new SagaId("order-2"));
    CompletableFuture<StartReceipt> start =
        client.start(SagaStart.of("order-fulfilment", "order-3", data("order-3")));

    // then
    assertThatThrownBy(open::join).isInstanceOf(CancellationException.class);
    assertThatThrownBy(later::join).isInstanceOf(CancellationException.class);
    assertThat(start).isCompletedExceptionally();
  }

  @Test
  void shouldWriteTheSignalWhereTheProtocolSaysWhenOneIsSent() throws Exception {
    // given
    TopicReader signals = closing(new TopicReader(cluster.config(), topics.signals()));

    // when
    SignalReceipt receipt =
        client
            .signal(new SagaId("order-1"), new SignalName("packed"), data("order-1"))
            .get(30, TimeUnit.SECONDS);
    ConsumerRecord<byte[], byte[]> signal = signals.await(1, record -> true).get(0);

    // then
    int murmur = Utils.toPositive(Utils.murmur2("order-1".getBytes(StandardCharsets.UTF_8))) % 3;
    assertThat(receipt)
        .isEqualTo(
            new SignalReceipt(
                new SagaId("order-1"),
                new SignalName("packed"),
                topics.signals(),
                murmur,
                signal.offset()));
    assertThat(signal.partition()).isEqualTo(murmur);
    assertThat(TopicReader.key(signal)).isEqualTo("order-1");
    assertThat(header(signal, "saga-id")).isEqualTo("order-1");
    assertThat(header(signal, "saga-signal")).isEqualTo("packed");
    assertThat(codec.decode(topics.signals(), signal.value(), ReserveStock.class))
        .isEqualTo(data("order-1"));
  }

  @Test
  void shouldSendTheDecisionWhenSomebodyApprovesOrDeclines() throws Exception {
    // given
    TopicReader signals = closing(new TopicReader(cluster.config(), topics.signals()));
    SagaId sagaId = new SagaId("order-1");
    SignalName approval = new SignalName("manager-approval");

    // when
    client.approve(sagaId, approval, "ann").get(30, TimeUnit.SECONDS);
    client.decline(sagaId, approval, "bob", "too expensive").get(30, TimeUnit.SECONDS);

    // then
    assertThat(signals.await(2, record -> true))
        .allSatisfy(
            signal -> assertThat(header(signal, "saga-signal")).isEqualTo("manager-approval"))
        .extracting(
            signal -> codec.decode(topics.signals(), signal.value(), ApprovalDecision.class))
        .containsExactly(
            new ApprovalDecision(true, "ann", null),
            new ApprovalDecision(false, "bob", "too expensive"));
  }

  @Test
  void shouldTellByTheFutureWhenASignalCannotBeSent() {
    // given
    client.close();

    // when
    CompletableFuture<SignalReceipt> signal =
        client.signal(new SagaId("order-1"), new SignalName("packed"), data("order-1"));

    // then
    assertThat(signal).isCompletedExceptionally();
  }

  @Test
  void shouldNameTheBrokersWhenTheyDoNotAnswer() {
    // given
    Map<String, Object> config = new HashMap<>(cluster.config());
    config.put("bootstrap.servers", "127.0.0.1:1");
    config.put("producer.max.block.ms", 300);

    // when
    try (SagaClient lost = SagaClient.connect(config)) {
      CompletableFuture<StartReceipt> start =
          lost.start(SagaStart.of("order-fulfilment", "order-1", data("order-1")));
      CompletableFuture<SignalReceipt> signal =
          lost.signal(new SagaId("order-1"), new SignalName("packed"), data("order-1"));

      // then
      for (CompletableFuture<?> sent : List.of(start, signal)) {
        assertThat(sent)
            .failsWithin(Duration.ofSeconds(30))
            .withThrowableThat()
            .withMessageContaining("Expected Kafka's brokers to answer at 127.0.0.1:1, but ");
      }
    }
  }

  private void answer(StartReceipt receipt, StartVerdict verdict, String status) throws Exception {
    String sagaId = receipt.sagaId().value();
    write(
        topics.answers(),
        sagaId,
        new SagaStartAnswer(
            sagaId, receipt.requestId(), verdict, "0d4f0da762e6", status, null, null));
  }

  private void write(String topic, String key, SpecificRecord record) throws Exception {
    send(topic, key, codec.encode(topic, record));
  }

  private void send(String topic, String key, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            cluster.config(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)).get();
    }
  }

  private static SagaOutcome outcome(String sagaId, OutcomeKind kind) {
    return SagaOutcome.newBuilder()
        .setSagaId(sagaId)
        .setRun("0d4f0da762e6")
        .setType("order-fulfilment")
        .setVersion(1)
        .setOutcome(kind)
        .setStartedAt(Instant.ofEpochMilli(1))
        .setEndedAt(Instant.ofEpochMilli(2))
        .setRevision(9)
        .setHash(new Hash(new byte[32]))
        .build();
  }

  private static ReserveStock data(String orderId) {
    return new ReserveStock(orderId, List.of(new OrderLine("sku-1", 1, 100L)));
  }

  private <T extends AutoCloseable> T closing(T resource) {
    toClose.add(resource);
    return resource;
  }
}
