package dev.sagas.dev.simulate;

import dev.sagas.engine.core.DefinitionCatalog;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.orchestrator.streams.EngineTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** One saga on the real topology in a test driver, by the simulator's clock. */
final class TopologyRun implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(50);

  private final SeedRecords records = new SeedRecords();
  private final TopologyTestDriver driver;
  private final TestOutputTopic<byte[], byte[]> entries;

  TopologyRun(DefinitionCatalog definitions, Path stateDirectory) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "twin");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    driver =
        new TopologyTestDriver(
            EngineTopology.build(records.parts(definitions, "twin", (partition, dueAtMs) -> true)),
            properties,
            Instant.EPOCH);
    entries =
        driver.createOutputTopic(
            records.topics().journal(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Applies an input; returns what the topology journaled of it as a transition. */
  List<SagaEvent> apply(SagaInput input, long nowMs) {
    records.setClock(nowMs);
    records
        .recordOf(input)
        .ifPresentOrElse(
            this::send,
            // A timer that rang too early is put where it belongs, and rings again.
            () -> driver.advanceWallClockTime(TICK));
    return records.events(entries.readValuesToList(), input);
  }

  private void send(SeedRecords.Input input) {
    driver
        .createInputTopic(input.topic(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(
            new TestRecord<>(
                input.key().array(), input.value().array(), input.headers(), input.at()));
  }

  /** See {@link SeedRecords#text}. */
  String text(List<SagaEvent> events) {
    return records.text(events);
  }

  @Override
  public void close() {
    driver.close();
    records.close();
  }
}
