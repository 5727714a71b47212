package dev.sagas.dev.bench;

import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * All participants in one thread, written by hand: each command is answered at once with a reply
 * that was encoded beforehand, so that what is measured is the orchestrator.
 */
final class CommandAnswerer {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String REJECTION = "FULL";

  /**
   * What a participant answers.
   *
   * @param done to a command that takes effect
   * @param undone to a compensation
   */
  record Service(
      ParticipantName name, SpecificRecord done, SpecificRecord undone, StepOutcome outcome) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final PlainSender sender;
  private final Map<String, Replies> replies = new HashMap<>();

  /** The values of one participant's replies. */
  private static final class Replies {
    private final byte[] done;
    private final byte[] undone;
    private final StepOutcome outcome;

    Replies(byte[] done, byte[] undone, StepOutcome outcome) {
      this.done = done;
      this.undone = undone;
      this.outcome = outcome;
    }
  }

  private CommandAnswerer(BenchClients clients, TopicNames topics, List<Service> services) {
    this.consumer = clients.consumer(Map.of("fetch.max.wait.ms", 100));
    this.sender = new PlainSender(clients.producer(Map.of()));
    List<TopicPartition> partitions = new ArrayList<>();
    for (Service service : services) {
      String topic = topics.commands(service.name());
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Begins with the commands that are sent from now on. */
  static void start(
      BenchCluster cluster, AvroCodec codec, List<Service> services, Traffic traffic) {
    TopicNames topics = TopicNames.DEFAULT;
    CommandAnswerer answerer = new CommandAnswerer(cluster.clients(), topics, services);
    for (Service service : services) {
      boolean succeeds = service.outcome() == StepOutcome.SUCCEEDED;
      SpecificRecord done =
          succeeds ? service.done() : new StepFailure(REJECTION, "No room is left", Map.of());
      answerer.replies.put(
          topics.commands(service.name()),
          new Replies(
              encode(codec, topics.replies(), done),
              encode(codec, topics.replies(), service.undone()),
              service.outcome()));
    }
    traffic.start("bench-participants", () -> answerer.run(traffic));
  }

  private static byte[] encode(AvroCodec codec, String topic, SpecificRecord record) {
    codec.register(topic, record.getSchema());
    return codec.encode(topic, record);
  }

  private void run(Traffic traffic) {
    try (consumer;
        sender) {
      while (!traffic.isStopping()) {
        consumer.poll(POLL).forEach(command -> sender.send(reply(command)));
      }
    }
  }

  private ProducerRecord<byte[], byte[]> reply(ConsumerRecord<byte[], byte[]> command) {
    Replies own =
        Optional.ofNullable(replies.get(command.topic()))
            .orElseThrow(() -> new BenchFailure("a command of " + command.topic() + " was read"));
    Headers read = command.headers();
    boolean undo = read.lastHeader(SagaHeaders.UNDOES) != null;
    StepOutcome outcome = undo ? StepOutcome.SUCCEEDED : own.outcome;
    RecordHeaders headers = new RecordHeaders();
    headers.add(SagaHeaders.SAGA_ID, command.key());
    headers.add(SagaHeaders.IN_REPLY_TO, value(read, SagaHeaders.COMMAND_ID));
    headers.add(SagaHeaders.OUTCOME, bytes(outcome.headerValue()));
    if (outcome == StepOutcome.REJECTED) {
      headers.add(SagaHeaders.ERROR_CODE, bytes(REJECTION));
      headers.add(SagaHeaders.ERROR_MESSAGE, bytes("No room is left"));
    }
    String topic = text(read, SagaHeaders.REPLY_TO);
    int partition = Integer.parseInt(text(read, SagaHeaders.REPLY_PARTITION));
    return new ProducerRecord<>(
        topic, partition, command.key(), undo ? own.undone : own.done, headers);
  }

  private static byte[] value(Headers headers, String name) {
    return headers.lastHeader(name).value();
  }

  private static String text(Headers headers, String name) {
    return new String(value(headers, name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
