package dev.sagas.archive.read;

import dev.sagas.archive.format.ArchiveException;
import dev.sagas.archive.format.ManifestEntry;
import dev.sagas.archive.format.StoredArchive;
import dev.sagas.engine.wire.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer for which the journal's topic begins where its archive does.
 *
 * <ul>
 *   <li>Positions are set by {@link #seek(TopicPartition, long)}, after each assignment.
 *   <li>A gap between archive and topic is an {@link ArchiveException} when a position before it is
 *       set.
 *   <li>Other topics, and partitions without an archive, are read as ever.
 * </ul>
 */
final class ArchivedConsumer extends ForwardingConsumer {
  private final StoredArchive archive;
  private final BiConsumer<Position, String> differences;
  private final Map<TopicPartition, ArchivedPartition> archived = new HashMap<>();
  private final Set<TopicPartition> paused = new HashSet<>();

  ArchivedConsumer(
      Consumer<byte[], byte[]> topic,
      StoredArchive archive,
      BiConsumer<Position, String> differences) {
    super(topic);
    this.archive = archive;
    this.differences = differences;
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> offsets = new HashMap<>(topic.beginningOffsets(partitions));
    offsets.replaceAll(this::earlier);
    return offsets;
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    Map<TopicPartition, Long> offsets = new HashMap<>(topic.beginningOffsets(partitions, timeout));
    offsets.replaceAll(this::earlier);
    return offsets;
  }

  private long earlier(TopicPartition partition, long topicBegin) {
    List<ManifestEntry> entries = entries(partition);
    if (entries.isEmpty()) {
      return topicBegin;
    }
    requireNoGap(partition, topicBegin);
    return Math.min(topicBegin, entries.get(0).stretch().firstOffset());
  }

  private void requireNoGap(TopicPartition partition, long topicBegin) {
    long end = archiveEnd(partition);
    if (topicBegin > end) {
      throw new ArchiveException(
          """
          Expected the topic to continue where the archive of %s ends, at offset %s, but the topic \
          begins at %s: the %s offsets between are lost\
          """
              .formatted(partition, end, topicBegin, topicBegin - end));
    }
  }

  private List<ManifestEntry> entries(TopicPartition partition) {
    return partition.topic().equals(archive.identity().topic())
        ? archive.entries(partition.partition())
        : List.of();
  }

  /** 0 if the archive has nothing of it. */
  private long archiveEnd(TopicPartition partition) {
    List<ManifestEntry> entries = entries(partition);
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).stretch().nextOffset();
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    forget(partition);
    long end = archiveEnd(partition);
    if (offset >= end) {
      topic.seek(partition, offset);
      return;
    }
    requireReaches(partition, end);
    SegmentCursor cursor = new SegmentCursor(archive, partition.partition(), offset);
    ArchivedPartition opened = new ArchivedPartition(cursor, offset, end, differences);
    archived.put(partition, opened);
    // The position is set when the topic's turn comes; until then it only must be a valid one.
    topic.seek(partition, end);
    topic.pause(Set.of(partition));
    continueInTopic(partition, opened);
  }

  private void requireReaches(TopicPartition partition, long archiveEnd) {
    long topicEnd = topic.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
    if (topicEnd < archiveEnd) {
      throw new ArchiveException(
          """
          Expected %s to reach to offset %s, where its archive ends, but it ends at %s: the \
          brokers have lost records\
          """
              .formatted(partition, archiveEnd, topicEnd));
    }
  }

  private void forget(TopicPartition partition) {
    ArchivedPartition before = archived.remove(partition);
    if (before != null) {
      before.close();
      if (!paused.contains(partition)) {
        topic.resume(Set.of(partition));
      }
    }
  }

  private long topicBegin(TopicPartition partition) {
    return topic.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
  }

  /** Lets the topic give the records as soon as it has those at the position. */
  private void continueInTopic(TopicPartition partition, ArchivedPartition state) {
    long begin = topicBegin(partition);
    requireNoGap(partition, begin);
    state.topicBeginsAt(begin);
    if (state.isFromTopic()) {
      topic.seek(partition, state.position());
      if (!paused.contains(partition)) {
        topic.resume(Set.of(partition));
      }
    }
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    boolean isArchiveRead =
        archived.entrySet().stream()
            .anyMatch(each -> !each.getValue().isFromTopic() && !paused.contains(each.getKey()));
    ConsumerRecords<byte[], byte[]> polled = topic.poll(isArchiveRead ? Duration.ZERO : timeout);
    dropRevoked();
    if (archived.isEmpty()) {
      return polled;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> given = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      give(partition, polled.records(partition), given);
    }
    for (TopicPartition partition : List.copyOf(archived.keySet())) {
      readOn(partition, given);
    }
    return new ConsumerRecords<>(given, polled.nextOffsets());
  }

  private void give(
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> records,
      Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> given) {
    ArchivedPartition state = archived.get(partition);
    if (state != null && !state.isFromTopic()) {
      return; // read before a rebalance
    }
    List<ConsumerRecord<byte[], byte[]>> compared =
        state == null ? records : state.compared(records, () -> topicBegin(partition));
    given.computeIfAbsent(partition, key -> new ArrayList<>()).addAll(compared);
  }

  private void readOn(
      TopicPartition partition, Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> given) {
    ArchivedPartition state = archived.get(partition);
    if (state == null || paused.contains(partition)) {
      return;
    }
    List<ConsumerRecord<byte[], byte[]>> records = List.of();
    if (!state.isFromTopic()) {
      records = state.take();
      if (state.isAtStop()) {
        continueInTopic(partition, state);
      }
    } else if (topic.position(partition) >= state.archiveEnd()) {
      records = state.passOver(state.archiveEnd(), () -> topicBegin(partition));
      forget(partition);
    }
    if (!records.isEmpty()) {
      given.computeIfAbsent(partition, key -> new ArrayList<>()).addAll(records);
    }
  }

  private void dropRevoked() {
    Set<TopicPartition> assigned = topic.assignment();
    paused.retainAll(assigned);
    archived
        .entrySet()
        .removeIf(
            each -> {
              boolean isRevoked = !assigned.contains(each.getKey());
              if (isRevoked) {
                each.getValue().close();
              }
              return isRevoked;
            });
  }

  @Override
  public long position(TopicPartition partition) {
    ArchivedPartition state = archived.get(partition);
    return state == null || state.isFromTopic() ? topic.position(partition) : state.position();
  }

  @Override
  public long position(TopicPartition partition, Duration timeout) {
    ArchivedPartition state = archived.get(partition);
    return state == null || state.isFromTopic()
        ? topic.position(partition, timeout)
        : state.position();
  }

  @Override
  public OptionalLong currentLag(TopicPartition partition) {
    ArchivedPartition state = archived.get(partition);
    return state == null || state.isFromTopic()
        ? topic.currentLag(partition)
        : OptionalLong.of(state.archiveEnd() - state.position());
  }

  @Override
  public Set<TopicPartition> paused() {
    return Set.copyOf(paused);
  }

  @Override
  public void pause(Collection<TopicPartition> partitions) {
    paused.addAll(partitions);
    topic.pause(partitions);
  }

  @Override
  public void resume(Collection<TopicPartition> partitions) {
    partitions.forEach(paused::remove);
    topic.resume(
        partitions.stream()
            .filter(
                partition -> {
                  ArchivedPartition state = archived.get(partition);
                  return state == null || state.isFromTopic();
                })
            .toList());
  }

  @Override
  public void close(CloseOptions options) {
    try {
      archived.values().forEach(ArchivedPartition::close);
      archive.store().close();
    } finally {
      topic.close(options);
    }
  }
}
