package dev.sagas.orchestrator.streams;

import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.protocol.TopicNames;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The topology: every input topic, one processor with three stores, one sink for all outputs. */
public final class EngineTopology {
  private EngineTopology() {}

  /** Builds the topology. */
  public static Topology build(EngineParts parts) {
    Topology topology = new Topology();
    topology.addSource(
        AutoOffsetReset.earliest(),
        EngineNames.SOURCE,
        new NonNegativeTimestamps(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        inputs(parts.topics().names()).toArray(new String[0]));
    topology.addProcessor(EngineNames.PROCESSOR, new Supplier(parts), EngineNames.SOURCE);
    topology.addSink(
        EngineNames.SINK,
        (key, output, context) -> output.topic(),
        new ByteArraySerializer(),
        (topic, output) -> output.value().array(),
        new OwnPartition(),
        EngineNames.PROCESSOR);
    return topology;
  }

  /** The topics that are read; a timer waits for every one of them (R6a). */
  public static Set<String> inputs(TopicNames topics) {
    return new LinkedHashSet<>(
        List.of(topics.requests(), topics.replies(), topics.signals(), topics.operations()));
  }

  private record Supplier(EngineParts parts)
      implements ProcessorSupplier<byte[], byte[], byte[], OutboundRecord> {
    @Override
    public Processor<byte[], byte[], byte[], OutboundRecord> get() {
      return new LastResortProcessor(parts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          store(EngineNames.CHECKPOINT_STORE),
          store(EngineNames.TIMER_STORE),
          store(EngineNames.PARKING_STORE));
    }

    private StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
      return Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
          .withLoggingEnabled(
              Map.of(
                  "max.message.bytes", Integer.toString(parts.limits().records().maxTopicBytes())))
          .withCachingDisabled();
    }
  }

  /** Takes the partition that the output names, else the one of its key. */
  private static final class OwnPartition implements StreamPartitioner<byte[], OutboundRecord> {
    @Override
    @SuppressWarnings("removal") // Kafka 4.4 deprecates the one method that it does not implement
    public Optional<Set<Integer>> partitions(
        String topic, byte[] key, OutboundRecord output, int numPartitions) {
      return output.partition().isPresent()
          ? Optional.of(Set.of(output.partition().getAsInt()))
          : Optional.empty();
    }
  }
}
