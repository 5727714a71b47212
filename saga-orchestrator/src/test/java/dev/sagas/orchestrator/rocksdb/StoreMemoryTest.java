package dev.sagas.orchestrator.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;

/** All stores of an instance have one bound. */
class StoreMemoryTest {
  private static final int MIB = 1024 * 1024;
  private static final LocalState SMALL = new LocalState(Path.of("state"), 16);
  private static final List<String> STORES =
      IntStream.range(0, 6).mapToObj("store-%d"::formatted).toList();
  private static final int VALUES = 1_000;
  private static final int VALUE_BYTES = 16 * 1024;

  /** The stores are written to by the test. */
  private static final class Idle implements Processor<String, String, Void, Void> {
    @Override
    public void process(Record<String, String> input) {
      throw new AssertionError("no input was expected");
    }
  }

  @TempDir private Path directory;

  private static Topology topology() {
    Topology topology = new Topology();
    topology.addSource("source", new StringDeserializer(), new StringDeserializer(), "input");
    topology.addProcessor("processor", Idle::new, "source");
    for (String store : STORES) {
      topology.addStateStore(
          Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(store), Serdes.Integer(), Serdes.ByteArray()),
          "processor");
    }
    return topology;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "memory");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    return properties;
  }

  @Test
  void shouldHaveOneBoundForWhatAllStoresReadAndWrite() {
    Properties properties = properties();
    Random random = new Random(7);
    byte[] value = new byte[VALUE_BYTES];
    try (StoreMemory memory = new StoreMemory(SMALL)) {
      memory.bound(properties);
      try (TopologyTestDriver driver = new TopologyTestDriver(topology(), properties)) {
        long most = 0;

        // when
        for (int written = 0; written < VALUES; written++) {
          for (String store : STORES) {
            random.nextBytes(value);
            driver.<Integer, byte[]>getKeyValueStore(store).put(written, value);
          }
          most = Math.max(most, memory.blocks().getUsage());
        }
        for (String name : STORES) {
          KeyValueStore<Integer, byte[]> store = driver.getKeyValueStore(name);
          for (int read = 0; read < VALUES; read++) {
            assertThat(store.get(read)).hasSize(VALUE_BYTES);
          }
          most = Math.max(most, memory.blocks().getUsage());
        }

        // then: 94 MiB were written and read, and a flush may have its own for a moment
        assertThat(most).isBetween(8L * MIB, 24L * MIB);
      }
    }
  }

  @Test
  void shouldLeaveTheSetterToTheOperatorWhoSetsOne() {
    Properties properties = properties();
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, "own.Setter");

    try (StoreMemory memory = new StoreMemory(SMALL)) {
      memory.bound(properties);
    }

    assertThat(properties)
        .containsEntry(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, "own.Setter");
  }

  @Test
  void shouldNotTakeAnInstanceWithoutMemory() {
    assertThatThrownBy(() -> new LocalState(directory, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected 1 MiB or more, but got 0");
  }

  @Test
  void shouldSayWhatItNeedsOutsideOfAnEngine() {
    try (Options options = new Options()) {
      BoundedStores setter = new BoundedStores();

      assertThatThrownBy(() -> setter.setConfig("timers", options, Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Expected saga.store.memory of an engine in the configuration of store timers, but"
                  + " got null");
    }
  }
}
