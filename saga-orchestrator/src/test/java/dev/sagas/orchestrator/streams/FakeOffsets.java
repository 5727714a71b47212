package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** Answers when the test says so, with what the test says. */
final class FakeOffsets implements ReplyOffsets {
  static final TopicPartition PARTITION = new TopicPartition("saga.replies", 3);

  final List<CompletableFuture<Long>> ends = new ArrayList<>();
  final List<CompletableFuture<Long>> settled = new ArrayList<>();

  @Override
  public Map<TopicPartition, CompletableFuture<Long>> ends(Set<TopicPartition> partitions) {
    assertThat(partitions).containsExactly(PARTITION);
    return Map.of(PARTITION, add(ends));
  }

  @Override
  public CompletableFuture<Long> settled(TopicPartition partition) {
    assertThat(partition).isEqualTo(PARTITION);
    return add(settled);
  }

  private static CompletableFuture<Long> add(List<CompletableFuture<Long>> questions) {
    questions.add(new CompletableFuture<>());
    return questions.get(questions.size() - 1);
  }

  void answerEnd(long offset) {
    ends.get(ends.size() - 1).complete(offset);
  }

  void answerSettled(long offset) {
    settled.get(settled.size() - 1).complete(offset);
  }
}
