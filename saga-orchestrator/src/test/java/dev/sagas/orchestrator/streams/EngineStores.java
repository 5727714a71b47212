package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.deployment.EngineNames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** What an engine on a {@link TopologyTestDriver} has stored, to be looked at and damaged. */
record EngineStores(TopologyTestDriver driver) {
  private KeyValueStore<Bytes, byte[]> store(String name) {
    return driver.getKeyValueStore(name);
  }

  /** What a topology is configured with. */
  static Properties in(Path stateDir) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "sagas");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    return properties;
  }

  static Bytes key(String id) {
    return Bytes.wrap(id.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes of a checkpoint; null if there is none. */
  byte @Nullable [] checkpoint(String id) {
    return store(EngineNames.CHECKPOINT_STORE).get(key(id));
  }

  /** Puts a value into the store of checkpoints as it is. */
  void overwrite(String id, byte[] checkpoint) {
    store(EngineNames.CHECKPOINT_STORE).put(key(id), checkpoint);
  }

  /** Damages a checkpoint; noticed by an engine that reads it. */
  void corrupt(String id) {
    byte[] value = store(EngineNames.CHECKPOINT_STORE).get(key(id)).clone();
    value[value.length - 1] ^= 1;
    overwrite(id, value);
  }

  /** Puts a value into the store of parked inputs as it is. */
  void park(String id, byte[] inputs) {
    store(EngineNames.PARKING_STORE).put(key(id), inputs);
  }

  /** What waits, by saga. */
  Map<String, byte[]> parked() {
    Map<String, byte[]> parked = new HashMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = store(EngineNames.PARKING_STORE).all()) {
      all.forEachRemaining(
          entry -> parked.put(new String(entry.key.get(), StandardCharsets.UTF_8), entry.value));
    }
    return parked;
  }

  /** Every checkpoint, by saga. */
  Map<String, byte[]> checkpoints() {
    Map<String, byte[]> checkpoints = new HashMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = store(EngineNames.CHECKPOINT_STORE).all()) {
      all.forEachRemaining(
          entry ->
              checkpoints.put(new String(entry.key.get(), StandardCharsets.UTF_8), entry.value));
    }
    return checkpoints;
  }

  /** Every entry of the timers' store. */
  Map<Bytes, byte[]> timerEntries() {
    Map<Bytes, byte[]> entries = new HashMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = store(EngineNames.TIMER_STORE).all()) {
      all.forEachRemaining(entry -> entries.put(entry.key, entry.value));
    }
    return entries;
  }

  Map<String, List<Long>> timers() {
    Map<String, List<Long>> timers = new HashMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = store(EngineNames.TIMER_STORE).all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        ByteBuffer key = ByteBuffer.wrap(entry.key.get());
        long dueAtMs = key.getLong();
        String id = StandardCharsets.UTF_8.decode(key).toString();
        timers.computeIfAbsent(id, name -> new ArrayList<>()).add(dueAtMs);
      }
    }
    return timers;
  }

  /** A real topic would refuse what is larger, and its transaction would fail for ever. */
  void checkSize(String topic, TestRecord<byte[], byte[]> record, OptionalInt limit) {
    int bytes =
        AbstractRecords.estimateSizeInBytesUpperBound(
            RecordBatch.CURRENT_MAGIC_VALUE,
            CompressionType.LZ4,
            record.key(),
            record.value(),
            record.headers().toArray());
    assertThat(bytes)
        .as("a record of %s", topic)
        .isLessThanOrEqualTo(limit.orElse(2 * EngineDriver.MAX_RECORD_BYTES));
  }
}
