package dev.sagas.orchestrator.streams;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of Kafka Streams, with a consumer that gives up positions that cannot be true, and a
 * producer that reports its commits.
 */
final class EngineClients implements KafkaClientSupplier {
  private static final Logger LOG = LoggerFactory.getLogger(EngineClients.class);

  private final InputPositions positions;
  private final CommitLog commits;

  EngineClients(InputPositions positions, CommitLog commits) {
    this.positions = positions;
    this.commits = commits;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new ReportingProducer(config, commits);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new InputConsumer(config, positions);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getRestoreConsumer(config);
  }

  /** Reports that a transaction ended, on the thread that ended it. */
  private static final class ReportingProducer extends KafkaProducer<byte[], byte[]> {
    private final CommitLog commits;

    ReportingProducer(Map<String, Object> config, CommitLog commits) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
      this.commits = commits;
    }

    @Override
    public void commitTransaction() {
      super.commitTransaction();
      commits.committed();
    }

    @Override
    public void abortTransaction() {
      commits.aborted();
      super.abortTransaction();
    }

    @Override
    public void close(Duration timeout) {
      commits.aborted();
      super.close(timeout);
    }
  }

  /**
   * Commits the beginning in place of a position that cannot be true, and fails its thread.
   *
   * <p>Seeking would not do: this consumer has seen the leader epoch of the old topic, and waits
   * for it for good. The thread that takes this one's place has a consumer that has not; what this
   * one had in its transaction is aborted and read again.
   */
  private static final class InputConsumer extends KafkaConsumer<byte[], byte[]> {
    private final InputPositions positions;

    InputConsumer(Map<String, Object> config, InputPositions positions) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.positions = positions;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      Set<TopicPartition> lost = positions.lostOf(assignment());
      if (!lost.isEmpty() && begin(lost)) {
        throw new LostPositionException(
            "The positions in " + lost + " could not be true; they are read from their beginning");
      }
      return super.poll(timeout);
    }

    private boolean begin(Set<TopicPartition> lost) {
      try {
        commitSync(
            lost.stream()
                .collect(Collectors.toMap(which -> which, which -> new OffsetAndMetadata(0))));
        positions.restored(lost);
        return true;
      } catch (KafkaException e) {
        LOG.warn("The beginning of {} could not be committed yet", lost, e);
        return false;
      }
    }
  }
}
