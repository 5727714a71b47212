package dev.sagas.audit;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.schema.SagaTransition;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes what sagas leave behind to a running cluster, as if they had run there, {@value #LIVE} at
 * one time: journal, commands, checkpoints and outcomes, in topics that it creates.
 *
 * <p>In the environment: {@code SAGA_BOOTSTRAP_SERVERS}, {@code SAGA_SCHEMA_REGISTRY_URL}, {@code
 * SAGA_TOPIC_PREFIX} and {@code SAGA_TRANSITIONS}, the number of transitions.
 */
public final class SyntheticJournal {
  private static final int LIVE = 1000;
  private static final int PARTITIONS = 4;

  private final TopicNames topics;
  private final Deployment config;

  private SyntheticJournal(Deployment config) {
    this.config = config;
    this.topics = config.topics();
  }

  /** Writes, and says how much. */
  public static void main(String[] args) throws Exception {
    Map<String, String> client =
        Map.of(
            "bootstrap.servers", environment("SAGA_BOOTSTRAP_SERVERS"),
            "schema.registry.url", environment("SAGA_SCHEMA_REGISTRY_URL"));
    TopicNames topics = new TopicNames(environment("SAGA_TOPIC_PREFIX"));
    Deployment config = Deployment.of(client).withTopics(topics);
    int sagas = Integer.parseInt(environment("SAGA_TRANSITIONS")) / SyntheticSaga.TRANSITIONS;
    SyntheticJournal journal = new SyntheticJournal(config);
    journal.createTopics();
    System.out.println(journal.write(sagas) + " records of " + sagas + " sagas");
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalArgumentException("Expected " + name + " in the environment");
    }
    return value;
  }

  private void createTopics() throws InterruptedException, ExecutionException {
    List<String> names =
        List.of(
            topics.journal(),
            topics.outcomes(),
            config.checkpointTopic(),
            topics.commands(new ParticipantName(SyntheticSaga.PARTICIPANT)));
    List<NewTopic> wanted = new ArrayList<>();
    for (String name : names) {
      NewTopic topic = new NewTopic(name, Optional.of(PARTITIONS), Optional.empty());
      wanted.add(topic.configs(Map.of("retention.ms", "-1")));
    }
    try (Admin admin = Admin.create(config.client())) {
      admin.createTopics(wanted).all().get();
    }
  }

  private long write(int sagas) throws InterruptedException, ExecutionException {
    Map<String, Object> client = new HashMap<>(config.client());
    client.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    client.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 18);
    client.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // Else a batch can overtake the first one of a topic that has just been made, and never fits.
    client.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    long written = 0;
    CompletableFuture<Void> all = new CompletableFuture<>();
    try (AvroCodec codec = AvroCodec.create(config.client(), SubjectStrategy.TOPIC_NAME);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      codec.register(topics.journal(), SagaTransition.getClassSchema());
      codec.register(topics.outcomes(), SagaOutcome.getClassSchema());
      for (int first = 0; first < sagas; first += LIVE) {
        List<SyntheticSaga> batch = new ArrayList<>();
        for (int number = first; number < Math.min(sagas, first + LIVE); number++) {
          batch.add(new SyntheticSaga(codec, topics, config.checkpointTopic(), number));
        }
        for (int i = 0; i < SyntheticSaga.TRANSITIONS; i++) {
          for (SyntheticSaga saga : batch) {
            List<ConsumerRecord<byte[], byte[]>> records = saga.next();
            for (ConsumerRecord<byte[], byte[]> record : records) {
              send(producer, record, all);
              written++;
            }
          }
        }
      }
      producer.flush();
      all.complete(null);
      all.get();
    }
    return written;
  }

  /** The first record that cannot be written is the failure of all. */
  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      ConsumerRecord<byte[], byte[]> record,
      CompletableFuture<Void> all) {
    Future<?> unused =
        producer.send(
            new ProducerRecord<>(
                record.topic(),
                null,
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers()),
            (written, problem) -> {
              if (problem != null) {
                all.completeExceptionally(problem);
              }
            });
  }
}
