package dev.sagas.samples.bench;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.order.OrderLine;
import dev.sagas.samples.schema.order.ReserveStock;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes commands to the participants and counts their replies. Not thread-safe. */
final class CommandTraffic implements AutoCloseable {
  static final String PARTICIPANT = "inventory";
  private static final int PARTITIONS = 4;
  private static final Duration ROUND_LIMIT = Duration.ofMinutes(3);

  private final AvroCodec codec;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> replies;
  private long nextSaga;

  /** Creates the topics of the variants. */
  CommandTraffic(Map<String, Object> clientSettings, List<Variant> variants)
      throws ExecutionException, InterruptedException {
    codec = AvroCodec.create(clientSettings, SubjectStrategy.RECORD_NAME);
    Map<String, Object> sending = new HashMap<>(clientSettings);
    sending.put("linger.ms", 0);
    producer = new KafkaProducer<>(sending, new ByteArraySerializer(), new ByteArraySerializer());
    Map<String, Object> reading = new HashMap<>(clientSettings);
    reading.put("isolation.level", "read_committed");
    replies =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<NewTopic> created = new ArrayList<>();
    List<TopicPartition> replyPartitions = new ArrayList<>();
    for (Variant variant : variants) {
      TopicNames topics = new TopicNames(variant.prefix());
      created.add(new NewTopic(commands(variant), PARTITIONS, (short) 1));
      created.add(new NewTopic(topics.replies(), 1, (short) 1));
      created.add(new NewTopic(topics.deadLetters(), 1, (short) 1));
      created.add(new NewTopic(Effects.effectsOf(variant), 1, (short) 1));
      codec.register(commands(variant), ReserveStock.getClassSchema());
      replyPartitions.add(new TopicPartition(topics.replies(), 0));
    }
    try (Admin admin = Admin.create(clientSettings)) {
      admin.createTopics(created).all().get();
      // A partition without a leader yet would disturb the first round.
      admin.listOffsets(latest(created)).all().get();
    }
    replies.assign(replyPartitions);
    replies.seekToBeginning(replyPartitions);
  }

  private static Map<TopicPartition, OffsetSpec> latest(List<NewTopic> topics) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (NewTopic topic : topics) {
      for (int partition = 0; partition < topic.numPartitions(); partition++) {
        latest.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    return latest;
  }

  private static String commands(Variant variant) {
    return variant.prefix() + PARTICIPANT + ".commands";
  }

  /**
   * Sends so many commands at once, each of another saga, and returns how long all answers took.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // what is not sent is not answered
  Duration answered(Variant variant, int count) {
    List<ProducerRecord<byte[], byte[]>> commands = commands(variant, count);
    long beginNanos = System.nanoTime();
    commands.forEach(producer::send);
    int answered = 0;
    while (answered < count) {
      answered += poll(variant, beginNanos).count();
    }
    return Duration.ofNanos(System.nanoTime() - beginNanos);
  }

  /**
   * Sends so many commands at a fixed rate, and returns how many microseconds each took, from the
   * moment when it should have been sent until its reply was read.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // what is not sent is not answered
  Histogram answeredAtRate(Variant variant, int count, int perSecond) {
    List<ProducerRecord<byte[], byte[]>> commands = commands(variant, count);
    Map<ByteBuffer, Long> dueNanos = new HashMap<>();
    Histogram micros = new Histogram(3);
    long periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long beginNanos = System.nanoTime();
    int sent = 0;
    while (sent < count || !dueNanos.isEmpty()) {
      while (sent < count && System.nanoTime() - beginNanos >= sent * periodNanos) {
        ProducerRecord<byte[], byte[]> command = commands.get(sent);
        dueNanos.put(ByteBuffer.wrap(command.key()), beginNanos + sent * periodNanos);
        producer.send(command);
        sent++;
      }
      for (ConsumerRecord<byte[], byte[]> reply : poll(variant, beginNanos)) {
        long due = dueNanos.remove(ByteBuffer.wrap(reply.key()));
        micros.recordValue((System.nanoTime() - due) / 1_000);
      }
    }
    return micros;
  }

  private ConsumerRecords<byte[], byte[]> poll(Variant variant, long beginNanos) {
    if (System.nanoTime() - beginNanos > ROUND_LIMIT.toNanos()) {
      throw new IllegalStateException(
          "Expected all answers of '%s' within %s".formatted(variant.name(), ROUND_LIMIT));
    }
    return replies.poll(Duration.ofMillis(1));
  }

  private List<ProducerRecord<byte[], byte[]>> commands(Variant variant, int count) {
    String replyTopic = new TopicNames(variant.prefix()).replies();
    List<ProducerRecord<byte[], byte[]>> commands = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      commands.add(command(variant, replyTopic));
    }
    return commands;
  }

  private ProducerRecord<byte[], byte[]> command(Variant variant, String replyTo) {
    String order = "order-" + nextSaga++;
    DeduplicationKey key =
        new DeduplicationKey(
            new SagaId(order),
            new RunId("0d4f0da762e6"),
            new StepName("reserve-stock"),
            Action.EXECUTE,
            1);
    ReserveStock value = new ReserveStock(order, List.of(new OrderLine("sku-1", 1, 100L)));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            commands(variant),
            order.getBytes(StandardCharsets.UTF_8),
            codec.encode(commands(variant), value));
    Instant now = Instant.now();
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.SAGA_ID, order);
    headers.put(SagaHeaders.RUN, key.run().value());
    headers.put(SagaHeaders.TYPE, "order-fulfilment");
    headers.put(SagaHeaders.VERSION, "1");
    headers.put(SagaHeaders.STEP, key.step().value());
    headers.put(SagaHeaders.ACTION, key.action().headerValue());
    headers.put(SagaHeaders.ATTEMPT, "1");
    headers.put(SagaHeaders.COMMAND_ID, new CommandId(key, 1).toString());
    headers.put(SagaHeaders.DEDUPLICATION_KEY, key.toString());
    headers.put(SagaHeaders.REPLY_TO, replyTo);
    headers.put(SagaHeaders.REPLY_PARTITION, "0");
    headers.put(SagaHeaders.DEADLINE, Long.toString(now.plusSeconds(600).toEpochMilli()));
    headers.put(SagaHeaders.FENCE_UNTIL, Long.toString(now.plusSeconds(3_600).toEpochMilli()));
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  @Override
  public void close() {
    replies.close();
    producer.close();
    codec.close();
  }
}
