package dev.sagas.orchestrator.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Positions of the group that cannot be true: beyond the end of their partition, of a leader that
 * is yet to be elected, or of a topic that was deleted and created again.
 *
 * <ul>
 *   <li>Kafka does not recover from the first two by itself: a consumer that has seen a newer
 *       leader epoch than the partition has takes the partition's leader for an old one, and waits.
 *   <li>A committed position counts as lost when two looks in a row find it so: Kafka repairs some
 *       of them by itself. Another topic under the name counts at once.
 *   <li>What is lost is read again from the beginning of the topic. What was applied before is
 *       recognised and changes nothing.
 *   <li>Looked at by one thread, asked by several.
 * </ul>
 */
final class InputPositions {
  private static final Logger LOG = LoggerFactory.getLogger(InputPositions.class);

  /** Another instance may have the partition of a topic that was created again. */
  private static final int LOOKS_UNTIL_FORGOTTEN = 12;

  private final Map<TopicPartition, Lost> lost = new ConcurrentHashMap<>();
  private Map<TopicPartition, Place> suspected = Map.of();
  private Map<String, Uuid> topicIds = Map.of();

  /**
   * A place in a partition.
   *
   * @param leaderEpoch how often its leader had changed, if the brokers say so
   */
  record Place(long offset, OptionalInt leaderEpoch) {
    static Place of(long offset, Optional<Integer> leaderEpoch) {
      return new Place(offset, leaderEpoch.map(OptionalInt::of).orElseGet(OptionalInt::empty));
    }

    @Override
    public String toString() {
      return leaderEpoch.isEmpty()
          ? Long.toString(offset)
          : offset + " of leader epoch " + leaderEpoch.getAsInt();
    }
  }

  /**
   * What the brokers report.
   *
   * @param topicIds of the input topics that are there
   * @param committed asked before the ends
   * @param ends of partitions, after the last record, committed or not
   */
  record Look(
      Map<String, Uuid> topicIds,
      Map<TopicPartition, Place> committed,
      Map<TopicPartition, Place> ends) {
    Look {
      topicIds = Map.copyOf(topicIds);
      committed = Map.copyOf(committed);
      ends = Map.copyOf(ends);
    }
  }

  private record Lost(String why, boolean ofAnotherTopic, int looksLeft) {}

  /** Takes note of what the brokers report. */
  void take(Look look) {
    forget();
    createdAgain(look);
    Map<TopicPartition, Place> impossible = new HashMap<>();
    look.committed()
        .forEach(
            (partition, place) -> {
              Place end = look.ends().get(partition);
              if (end != null && isBeyond(place, end)) {
                impossible.put(partition, place);
                if (place.equals(suspected.get(partition))) {
                  found(
                      partition,
                      "its group has committed " + place + ", but it ends at " + end,
                      false);
                }
              }
            });
    lost.entrySet()
        .removeIf(
            entry -> !entry.getValue().ofAnotherTopic() && !impossible.containsKey(entry.getKey()));
    suspected = impossible;
  }

  private void forget() {
    lost.replaceAll(
        (partition, known) -> new Lost(known.why(), known.ofAnotherTopic(), known.looksLeft() - 1));
    lost.values().removeIf(known -> known.looksLeft() <= 0);
  }

  private static boolean isBeyond(Place committed, Place end) {
    return committed.offset() > end.offset()
        || (committed.leaderEpoch().isPresent()
            && end.leaderEpoch().isPresent()
            && committed.leaderEpoch().getAsInt() > end.leaderEpoch().getAsInt());
  }

  private void createdAgain(Look look) {
    look.topicIds()
        .forEach(
            (topic, id) -> {
              Uuid before = topicIds.get(topic);
              if (before != null && !before.equals(id)) {
                look.ends().keySet().stream()
                    .filter(partition -> partition.topic().equals(topic))
                    .forEach(partition -> found(partition, "the topic was created again", true));
              }
            });
    Map<String, Uuid> known = new HashMap<>(topicIds);
    known.putAll(look.topicIds());
    topicIds = known;
  }

  private void found(TopicPartition partition, String why, boolean ofAnotherTopic) {
    Lost before = lost.put(partition, new Lost(why, ofAnotherTopic, LOOKS_UNTIL_FORGOTTEN));
    if (before == null) {
      LOG.error(
          "The position in {} cannot be true: {}. No timer of the partition fires, and it is read"
              + " again from its beginning",
          partition,
          why);
    }
  }

  /** True if the next look decides whether a position is lost. */
  boolean isSuspicious() {
    return !suspected.isEmpty();
  }

  /** The partitions of these that have to be read from their beginning. */
  Set<TopicPartition> lostOf(Set<TopicPartition> partitions) {
    return lost.isEmpty()
        ? Set.of()
        : partitions.stream().filter(lost::containsKey).collect(Collectors.toSet());
  }

  /** The group's position in these is at the beginning now. */
  void restored(Set<TopicPartition> partitions) {
    lost.keySet().removeAll(partitions);
  }

  /** Why positions cannot be true, by partition; empty if all may be. */
  Map<String, String> problems() {
    Map<String, String> problems = new TreeMap<>();
    lost.forEach((partition, known) -> problems.put(partition.toString(), known.why()));
    return problems;
  }
}
