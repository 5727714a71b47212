package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.orchestrator.streams.ReplyEnds.End;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** R6a: the brokers are asked when a timer is due, not before, and not more than is needed. */
class ReplyEndsTest {
  private final VirtualClock clock = new VirtualClock(Instant.ofEpochMilli(1_000));
  private static final TopicPartition P0 = new TopicPartition("saga.replies", 0);
  private static final TopicPartition P1 = new TopicPartition("saga.replies", 1);
  private static final TopicPartition P2 = new TopicPartition("saga.signals", 0);

  private final List<Set<TopicPartition>> asked = new ArrayList<>();
  private final Map<TopicPartition, CompletableFuture<Long>> answers = new HashMap<>();
  private final ReplyEnds ends = new ReplyEnds(new Recorded(), clock);

  private final class Recorded implements ReplyOffsets {
    @Override
    public Map<TopicPartition, CompletableFuture<Long>> ends(Set<TopicPartition> partitions) {
      asked.add(partitions);
      Map<TopicPartition, CompletableFuture<Long>> questions = new HashMap<>();
      partitions.forEach(partition -> questions.put(partition, new CompletableFuture<>()));
      answers.putAll(questions);
      return questions;
    }

    @Override
    public CompletableFuture<Long> settled(TopicPartition partition) {
      throw new UnsupportedOperationException("Only ends are asked for");
    }
  }

  @Test
  void shouldAskNotBeforeButFromTheTimeThatIsWanted() {
    ends.want(P0, 1_010, 5);
    ends.ask();
    assertThat(asked).isEmpty();

    pass(10);
    assertThat(asked).containsExactly(Set.of(P0));
  }

  @Test
  void shouldAskAboutAllPartitionsAtOnce() {
    ends.want(P0, 1_000, 5);
    ends.want(P1, Long.MAX_VALUE, 5);
    ends.want(P2, 900, 5);
    ends.ask();

    assertThat(asked).containsExactly(Set.of(P0, P2));
  }

  @Test
  void shouldGoOnAskingUntilTheWishChanges() {
    // given
    ends.want(P0, 1_000, 5);
    ends.ask();
    assertThat(ends.latest(P0)).isEmpty();
    answers.get(P0).complete(7L);
    assertThat(ends.latest(P0)).contains(new End(1_000, 7, 5));

    // when
    pass(10);
    answers.get(P0).complete(9L);

    // then
    assertThat(ends.latest(P0)).contains(new End(1_010, 9, 5));

    // when
    ends.want(P0, Long.MAX_VALUE, 5);
    pass(10);

    // then
    assertThat(asked).hasSize(2);
  }

  @Test
  void shouldNotWaitForOnePartitionWhenAnotherIsAsked() {
    ends.want(P0, 1_000, 5);
    ends.want(P1, 1_000, 5);
    ends.ask();
    answers.get(P1).complete(7L);

    pass(10);

    assertThat(asked).containsExactly(Set.of(P0, P1), Set.of(P1));
  }

  @Test
  void shouldAskAgainWhenAQuestionFailed() {
    ends.want(P0, 1_000, 5);
    ends.ask();
    answers.get(P0).completeExceptionally(new IllegalStateException("no answer"));

    pass(10);
    answers.get(P0).complete(7L);

    assertThat(asked).hasSize(2);
    assertThat(ends.latest(P0)).contains(new End(1_010, 7, 5));
  }

  @Test
  void shouldForgetAWishThatIsNotRepeated() {
    ends.want(P0, 1_500, 5);

    pass(1_000);

    assertThat(asked).isEmpty();
  }

  @Test
  void shouldSayThatAnEndIsImpossibleWhenItsReaderIsBeyondIt() {
    ends.want(P0, 1_000, 8);
    ends.ask();

    // the reader continues while the question is on its way
    ends.want(P0, 1_000, 100);
    answers.get(P0).complete(7L);

    assertThat(ends.latest(P0)).contains(new End(1_000, 7, 8));
    assertThat(ends.latest(P0).orElseThrow().isPossible()).isFalse();
  }

  private void pass(long ms) {
    clock.advance(Duration.ofMillis(ms));
    ends.ask();
  }
}
