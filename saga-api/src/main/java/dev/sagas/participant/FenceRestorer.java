package dev.sagas.participant;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.serde.CodecOutages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rows of assigned partitions in portions. Used by the poll thread.
 *
 * <p>The order matters. First the committed offset is requested, which the brokers return only when
 * no transaction with offsets of the partition is open; from then on the previous owner can commit
 * none. Only then the end of the fence's partition is determined, the end of all records and not of
 * the committed ones: so it is after every row of a transaction that was or will be committed. The
 * rows up to it are read with read committed, which waits for the transactions among them.
 */
final class FenceRestorer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FenceRestorer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final long WARN_EVERY_NS = TimeUnit.SECONDS.toNanos(30);
  private static final long UNKNOWN = -1;

  private final Consumer<byte[], byte[]> reader;
  private final Admin admin;
  private final String topic;
  private final FenceRecords records;
  private final Map<TopicPartition, Restoring> pending = new LinkedHashMap<>();

  FenceRestorer(Consumer<byte[], byte[]> reader, Admin admin, String topic, FenceRecords records) {
    this.reader = reader;
    this.admin = admin;
    this.topic = topic;
    this.records = records;
  }

  private static final class Restoring {
    private final FenceShard shard = new FenceShard();
    private final long sinceNs = System.nanoTime();
    private long warnedNs = sinceNs;
    private long end = UNKNOWN;
  }

  /** Restarts with these partitions of the command topic. */
  void begin(Collection<TopicPartition> partitions) {
    drop(partitions);
    partitions.forEach(partition -> pending.put(partition, new Restoring()));
  }

  void drop(Collection<TopicPartition> partitions) {
    pending.keySet().removeAll(partitions);
    assign();
  }

  boolean isBusy() {
    return !pending.isEmpty();
  }

  /**
   * Does part of the work, for a few seconds at most; sets the positions of {@code commands} to the
   * committed offsets.
   *
   * @return the partitions that are complete by now
   */
  Map<TopicPartition, FenceShard> step(Consumer<byte[], byte[]> commands) {
    if (pending.isEmpty()) {
      return Map.of();
    }
    try {
      findEnds(commands);
      read();
      return complete();
    } catch (TimeoutException e) {
      LOG.debug("The fence of {} is not restored yet", pending.keySet(), e);
      warn();
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (KafkaException e) {
      LOG.debug("The reader of {} was not closed", topic, e);
    }
  }

  private void findEnds(Consumer<byte[], byte[]> commands) throws InterruptedException {
    Set<TopicPartition> fresh = new HashSet<>();
    pending.forEach(
        (partition, restoring) -> {
          if (restoring.end == UNKNOWN) {
            fresh.add(partition);
          }
        });
    if (fresh.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> committed = commands.committed(fresh, PATIENCE);
    Map<TopicPartition, Long> ends = ends(fresh);
    for (TopicPartition partition : fresh) {
      OffsetAndMetadata offset = committed.get(partition);
      if (offset != null) {
        commands.seek(partition, offset);
      }
      restoring(partition.partition()).end = ends.getOrDefault(ofFence(partition), UNKNOWN);
    }
    assign();
    reader.seekToBeginning(fresh.stream().map(this::ofFence).toList());
  }

  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(ofFence(partition), OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> answer;
    try {
      answer =
          admin
              .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
              .all()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("The ends of " + topic + " are not known", e);
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    answer.forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private void read() {
    if (reader.assignment().isEmpty()) {
      return;
    }
    ConsumerRecords<byte[], byte[]> polled = reader.poll(POLL);
    for (TopicPartition read : polled.partitions()) {
      FenceShard shard = restoring(read.partition()).shard;
      for (ConsumerRecord<byte[], byte[]> record : polled.records(read)) {
        try {
          apply(record, shard);
        } catch (TransientFailureException e) {
          CodecOutages.warn(LOG, read + " " + record.offset() + " could not be read yet", e);
          reader.seek(read, record.offset());
          break;
        }
      }
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record, FenceShard shard)
      throws TransientFailureException {
    if (record.key() == null) {
      passOver(record, "it has no key");
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    byte[] value = record.value();
    if (value == null) {
      shard.remove(key);
      return;
    }
    try {
      shard.put(key, records.stored(value));
    } catch (SerializationException e) {
      if (isKeyOfARow(key)) {
        LOG.error("{} is a row that cannot be read: its command is answered failed", at(record), e);
        // Skipping it could let the command take effect twice.
        shard.put(key, StoredRow.unreadable(value));
      } else {
        passOver(record, "its key is not that of a command");
      }
    }
  }

  private static boolean isKeyOfARow(String key) {
    try {
      return DeduplicationKey.parse(key).action() == Action.EXECUTE;
    } catch (IllegalArgumentException e) {
      LOG.debug("Not the key of a row", e);
      return false;
    }
  }

  private static void passOver(ConsumerRecord<byte[], byte[]> record, String why) {
    LOG.warn("{} was skipped: expected a row of the fence, but {}", at(record), why);
  }

  private static String at(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition()) + " at offset " + record.offset();
  }

  private Map<TopicPartition, FenceShard> complete() {
    Map<TopicPartition, FenceShard> complete = new HashMap<>();
    pending.forEach(
        (partition, restoring) -> {
          if (restoring.end != UNKNOWN
              && reader.position(ofFence(partition), PATIENCE) >= restoring.end) {
            complete.put(partition, restoring.shard);
            LOG.info(
                "Restored {} rows of {} in {} ms",
                restoring.shard.size(),
                ofFence(partition),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - restoring.sinceNs));
          }
        });
    if (!complete.isEmpty()) {
      drop(complete.keySet());
    }
    warn();
    return complete;
  }

  private void warn() {
    long nowNs = System.nanoTime();
    pending.forEach(
        (partition, restoring) -> {
          if (nowNs - restoring.warnedNs > WARN_EVERY_NS) {
            restoring.warnedNs = nowNs;
            LOG.warn(
                "{} is still being restored after {} s: an open transaction may be in the way",
                ofFence(partition),
                TimeUnit.NANOSECONDS.toSeconds(nowNs - restoring.sinceNs));
          }
        });
  }

  private TopicPartition ofFence(TopicPartition commands) {
    return new TopicPartition(topic, commands.partition());
  }

  private Restoring restoring(int partition) {
    return pending.entrySet().stream()
        .filter(each -> each.getKey().partition() == partition)
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private void assign() {
    List<TopicPartition> wanted = new ArrayList<>();
    pending.forEach(
        (partition, restoring) -> {
          if (restoring.end != UNKNOWN) {
            wanted.add(ofFence(partition));
          }
        });
    reader.assign(wanted);
  }
}
