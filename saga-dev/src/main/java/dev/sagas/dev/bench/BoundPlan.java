package dev.sagas.dev.bench;

import dev.sagas.protocol.TopicNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which records the bound moves for a saga: as many as the measured sagas wrote to each topic, and
 * copies of those.
 *
 * @param commands where the commands of a saga go, one after the other
 * @param stored what is written for each input and read by nobody: journal, checkpoints, timers
 * @param samples records of each topic
 */
record BoundPlan(
    List<String> commands,
    List<Stored> stored,
    Map<String, List<ConsumerRecord<byte[], byte[]>>> samples) {
  private static final TopicNames NAMES = TopicNames.DEFAULT;

  /** A topic with the average number of records that an input of a saga writes to it. */
  record Stored(String topic, double recordsPerInput) {}

  BoundPlan {
    commands = List.copyOf(commands);
    stored = List.copyOf(stored);
    samples = Map.copyOf(samples);
  }

  /**
   * The same records as the measured sagas.
   *
   * @throws BenchFailure if these have written no requests, commands, replies or outcomes
   */
  static BoundPlan of(List<TopicUse> uses) {
    Map<String, List<ConsumerRecord<byte[], byte[]>>> samples = new HashMap<>();
    uses.forEach(use -> samples.put(use.topic(), use.sample()));
    List<String> commands = commands(uses);
    for (String topic : List.of(NAMES.requests(), NAMES.replies(), NAMES.outcomes())) {
      if (!samples.containsKey(topic) || commands.isEmpty()) {
        throw new BenchFailure(
            "Expected sagas with requests, commands, replies and outcomes, but got records only in "
                + samples.keySet());
      }
    }
    int inputs = 1 + commands.size();
    List<Stored> stored =
        uses.stream()
            .filter(use -> !NAMES.isCommands(use.topic()) && !isMoved(use.topic()))
            .map(use -> new Stored(use.topic(), use.recordsPerSaga() / inputs))
            .toList();
    return new BoundPlan(commands, stored, samples);
  }

  private static boolean isMoved(String topic) {
    return topic.equals(NAMES.requests())
        || topic.equals(NAMES.replies())
        || topic.equals(NAMES.outcomes());
  }

  /** Each topic as often as a saga writes to it, in turns. */
  private static List<String> commands(List<TopicUse> uses) {
    record Turn(int round, String topic) {}
    List<Turn> turns = new ArrayList<>();
    for (TopicUse use : uses) {
      if (NAMES.isCommands(use.topic())) {
        for (int i = 0; i < Math.round(use.recordsPerSaga()); i++) {
          turns.add(new Turn(i, use.topic()));
        }
      }
    }
    return turns.stream()
        .sorted(Comparator.comparingInt(Turn::round).thenComparing(Turn::topic))
        .map(Turn::topic)
        .toList();
  }

  /** The topics that the bound reads as well. */
  List<String> read() {
    List<String> read = new ArrayList<>(commands.stream().distinct().toList());
    read.addAll(List.of(NAMES.requests(), NAMES.replies(), NAMES.outcomes()));
    return read;
  }

  /** The records that stand for those of a topic. */
  List<ConsumerRecord<byte[], byte[]>> sample(String topic) {
    return Optional.ofNullable(samples.get(topic)).orElse(List.of());
  }
}
