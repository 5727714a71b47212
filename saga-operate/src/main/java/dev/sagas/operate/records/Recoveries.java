package dev.sagas.operate.records;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** Reads which partitions were taken over, from the topic that every instance writes. */
public final class Recoveries {
  private final Deployment deployment;

  private Recoveries(Deployment deployment) {
    this.deployment = deployment;
  }

  /** Those of this deployment; its client settings must name the schema registry. */
  public static Recoveries of(Deployment deployment) {
    return new Recoveries(deployment);
  }

  /**
   * The newest, the newest first.
   *
   * @param limit how many, 1 or more
   * @throws DeploymentException if the topic or the registry cannot be read
   */
  public List<Recovery> newest(int limit) {
    String topic = deployment.topics().recoveries();
    Deque<ConsumerRecord<byte[], byte[]>> newest = new ArrayDeque<>();
    try (AvroCodec codec = AvroCodec.create(deployment.client(), SubjectStrategy.TOPIC_NAME);
        TopicReader reader = TopicReader.connect(deployment.client())) {
      if (!reader.topics().contains(topic)) {
        throw new DeploymentException(
            "Expected topic %s to exist, but it does not, or cannot be described: check the prefix"
                .formatted(topic));
      }
      int partitions = reader.add(reader.partitions(Set.of(topic))).size();
      reader.readToEnd(
          record -> {
            if (record.value() != null) {
              newest.add(record);
            }
            // Partitions are read together, but not exactly in the order of time.
            if (newest.size() > limit * (1 + partitions)) {
              newest.remove();
            }
          });
      List<Recovery> all = new ArrayList<>();
      newest.forEach(record -> all.add(read(codec.decode(topic, record.value()))));
      all.sort(Comparator.comparingLong(Recovery::readyMs).reversed());
      return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to read " + topic + ", but " + ReadFailure.reason(e, deployment.client()), e);
    }
  }

  private static Recovery read(GenericRecord record) {
    long live = number(record, "liveSagas");
    return new Recovery(
        record.get("instance").toString(),
        (int) number(record, "partition"),
        number(record, "at"),
        number(record, "recordsRestored"),
        live < 0 ? OptionalLong.empty() : OptionalLong.of(live),
        number(record, "durationMs"));
  }

  private static long number(GenericRecord record, String field) {
    return ((Number) record.get(field)).longValue();
  }
}
