package dev.sagas.dev.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.dev.kafka.EmbeddedKafka;
import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.ExecutableSaga;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.operate.topics.TopicSettings;
import dev.sagas.operate.topics.TopicSetup;
import dev.sagas.orchestrator.rocksdb.LocalState;
import dev.sagas.orchestrator.streams.SagaEngine;
import dev.sagas.orchestrator.streams.StreamsSettings;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The engine on a broker, by the simulator's clock: one saga after the other, each with its own
 * definitions.
 *
 * <ul>
 *   <li>What is left of an earlier saga may still ring, by the definitions of a later one, and
 *       fail: nobody looks at it any more.
 * </ul>
 */
final class BrokerRun implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int MAX_BYTES = 1_500_000;
  private static final long NEVER = Long.MIN_VALUE;

  private final SeedRecords records = new SeedRecords();
  private final CurrentDefinitions definitions = new CurrentDefinitions();
  private final Path directory;
  private final EmbeddedKafka kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> journal;
  private volatile long ringsUntilMs = NEVER;
  private Optional<SagaEngine> engine = Optional.empty();
  private int starts;

  BrokerRun(Path directory, Set<ParticipantName> participants) throws InterruptedException {
    this.directory = directory;
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    try (Admin admin = Admin.create(client())) {
      new TopicSetup(
              admin,
              records.topics(),
              new TopicSettings(1, (short) 1, Duration.ofDays(1), MAX_BYTES))
          .ensure(participants);
    }
    producer = new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer());
    journal =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    TopicPartition partition = new TopicPartition(records.topics().journal(), 0);
    journal.assign(List.of(partition));
    journal.seekToBeginning(List.of(partition));
    restart();
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  /** From here on sagas run by these definitions. */
  void define(DefinitionCatalog catalog) {
    definitions.current = catalog;
  }

  /** Stops the engine, and starts one that has nothing but the topics. */
  void restart() throws InterruptedException {
    engine.ifPresent(SagaEngine::close);
    starts++;
    StreamsSettings settings =
        new StreamsSettings(
            "seeds",
            LocalState.in(directory.resolve("state-" + starts)),
            client(),
            1,
            0,
            (short) 1,
            Optional.of("seeds"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            MAX_BYTES);
    SagaEngine started =
        SagaEngine.start(
            records.parts(definitions, "seeds", (partition, dueAtMs) -> dueAtMs <= ringsUntilMs),
            settings);
    engine = Optional.of(started);
    assertThat(started.awaitRunning(LIMIT)).isTrue();
  }

  /**
   * Applies an input that the saga takes; returns what the engine journaled and committed of it.
   */
  List<SagaEvent> apply(SagaInput input, long nowMs) throws Exception {
    records.setClock(nowMs);
    Optional<SeedRecords.Input> record = records.recordOf(input);
    if (record.isPresent()) {
      send(record.get());
    } else {
      ringsUntilMs = nowMs;
    }
    List<byte[]> entries = new ArrayList<>();
    List<SagaEvent> events =
        await()
            .atMost(LIMIT)
            .pollInterval(Duration.ofMillis(1))
            .until(
                () -> {
                  journal.poll(POLL).forEach(entry -> entries.add(entry.value()));
                  return records.events(entries, input);
                },
                found -> !found.isEmpty());
    ringsUntilMs = NEVER;
    return events;
  }

  private void send(SeedRecords.Input input) throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                input.topic(),
                null,
                input.at().toEpochMilli(),
                input.key().array(),
                input.value().array(),
                input.headers()))
        .get(30, TimeUnit.SECONDS);
  }

  /** See {@link SeedRecords#text}. */
  String text(List<SagaEvent> events) {
    return records.text(events);
  }

  @Override
  public void close() {
    engine.ifPresent(SagaEngine::close);
    producer.close();
    journal.close();
    kafka.close();
    records.close();
  }

  private static final class CurrentDefinitions implements DefinitionCatalog {
    private volatile DefinitionCatalog current =
        new DefinitionCatalog() {
          @Override
          public Optional<ExecutableSaga> find(SagaType type, int version) {
            return Optional.empty();
          }

          @Override
          public Optional<ExecutableSaga> newest(SagaType type) {
            return Optional.empty();
          }
        };

    @Override
    public Optional<ExecutableSaga> find(SagaType type, int version) {
      return current.find(type, version);
    }

    @Override
    public Optional<ExecutableSaga> newest(SagaType type) {
      return current.newest(type);
    }
  }
}
