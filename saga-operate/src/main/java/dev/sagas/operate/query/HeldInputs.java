package dev.sagas.operate.query;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.engine.wire.Parked;
import dev.sagas.engine.wire.ParkedCodec;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.protocol.SagaId;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The sagas whose inputs the orchestrator holds: until a large value can be loaded or stored, or
 * until their checkpoint is rebuilt.
 *
 * @param bySaga how many of each
 */
public record HeldInputs(Map<String, Integer> bySaga) {
  public HeldInputs {
    bySaga = Map.copyOf(bySaga);
  }

  /**
   * Reads what is held now.
   *
   * @throws DeploymentException if the changelog cannot be read
   */
  public static HeldInputs read(Deployment deployment) {
    Map<String, Integer> held = new HashMap<>();
    String topic = EngineNames.parkingChangelog(deployment.applicationId());
    try (TopicReader reader = TopicReader.connect(deployment.client())) {
      if (reader.topics().contains(topic)) {
        reader.add(reader.partitions(Set.of(topic)));
        reader.readToEnd(record -> put(record, held));
      }
    }
    return new HeldInputs(held);
  }

  private static void put(ConsumerRecord<byte[], byte[]> record, Map<String, Integer> held) {
    String saga = new String(record.key(), StandardCharsets.UTF_8);
    held.remove(saga);
    if (record.value() != null) {
      try {
        Parked parked = ParkedCodec.decode(record.value());
        if (parked.untilMs().isEmpty()) {
          held.put(saga, parked.records().size());
        }
      } catch (UncheckedIOException | UnknownFormatException e) {
        return; // damaged, or written by a newer version
      }
    }
  }

  /** How many of this saga. */
  public int of(SagaId saga) {
    return bySaga.getOrDefault(saga.value(), 0);
  }
}
