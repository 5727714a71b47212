package dev.sagas.participant;

import static dev.sagas.participant.Commands.NOW;
import static dev.sagas.participant.Commands.TOPIC;
import static dev.sagas.participant.Commands.header;
import static dev.sagas.participant.Commands.headers;
import static dev.sagas.participant.Commands.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.order.OrderRecords;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.order.OrderData;
import dev.sagas.samples.schema.order.StockReserved;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimCheck;
import dev.sagas.serde.InMemoryRegistryClient;
import dev.sagas.serde.MemoryClaims;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SubjectStrategy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands and replies that are kept outside Kafka. A whole order is the command. */
@Timeout(30)
class LargeCommandsTest {
  private static final int MIN_BYTES = 1_000;

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final MemoryClaims claims = new MemoryClaims(MIN_BYTES);
  private final Shutdown shutdown = new Shutdown();
  private AvroCodec codec;
  private CommandProcessor processor;

  @BeforeEach
  void assemble() {
    codec =
        AvroCodec.create(
            Map.of(
                RegistryClient.CLIENT_CONFIG,
                new InMemoryRegistryClient(),
                ClaimCheck.INSTANCE_CONFIG,
                claims),
            SubjectStrategy.RECORD_NAME);
    codec.register(TOPIC, OrderData.getClassSchema());
    codec.register(TOPIC, StockReserved.getClassSchema());
    codec.register(TOPIC, StepFailure.getClassSchema());
    codec.register(TOPIC, NothingToUndo.getClassSchema());
    TopicNames topics = TopicNames.DEFAULT;
    Replies replies =
        new Replies(
            codec, topics.replies(), Set.of(StockReserved.getClassSchema().getFullName()), 10_000);
    CommandHandler<OrderData> handler =
        (command, context) ->
            StepResult.succeeded(
                new StockReserved(command.getAddress(), command.getLines().size()));
    processor =
        new CommandProcessor(
            new HandlerTable(codec, replies, Map.of(OrderData.class, handler)),
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

  private byte[] command() {
    OrderData order = OrderRecords.order("o-1");
    order.setAddress("a".repeat(50_000));
    return codec.encode(TOPIC, order);
  }

  private ProducerRecord<byte[], byte[]> reply() {
    assertThat(producer.history()).hasSize(1);
    return producer.history().get(0);
  }

  @Test
  void shouldGiveTheHandlerTheWholeCommandAndAnswerWithAClaim() {
    byte[] command = command();

    processor.process(task(headers(), command));

    assertThat(Claim.isClaim(command)).isTrue();
    assertThat(header(reply(), SagaHeaders.OUTCOME)).isEqualTo("succeeded");
    assertThat(Claim.isClaim(reply().value())).isTrue();
    assertThat(codec.decode(reply().topic(), reply().value(), StockReserved.class).getOrderId())
        .hasSize(50_000);
  }

  @Test
  void shouldWaitAndDropNothingWhenTheStoreIsAway() {
    CommandTask task = task(headers(), command());
    claims.failNext(5);

    processor.process(task);

    assertThat(claims.failuresLeft()).isZero();
    assertThat(task.isDone()).isTrue();
    assertThat(header(reply(), SagaHeaders.OUTCOME)).isEqualTo("succeeded");
  }

  @Test
  void shouldNameTheObjectAndKeepTheCommandWhenItIsLost() {
    byte[] command = command();
    claims.lose();

    processor.process(task(headers(), command));

    assertThat(producer.history()).hasSize(2);
    assertThat(producer.history())
        .anySatisfy(
            letter -> {
              assertThat(letter.topic()).isEqualTo(TopicNames.DEFAULT.deadLetters());
              assertThat(letter.value()).isEqualTo(command);
            })
        .anySatisfy(
            reply -> {
              assertThat(header(reply, SagaHeaders.OUTCOME)).isEqualTo("failed");
              assertThat(header(reply, SagaHeaders.ERROR_MESSAGE))
                  .contains(Claim.parse(TOPIC, command).sha256());
            });
  }
}
