package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.deployment.EngineNames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
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
