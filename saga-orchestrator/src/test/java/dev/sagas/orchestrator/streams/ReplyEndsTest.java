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
import org.junit.jupiter.api.Test;

/** R6a: the brokers are asked when a timer is due, not before, and not more than is needed. */
class ReplyEndsTest {
  private final VirtualClock clock = new VirtualClock(Instant.ofEpochMilli(1_000));
  private final List<Set<Integer>> asked = new ArrayList<>();
  private final Map<Integer, CompletableFuture<Long>> answers = new HashMap<>();
  private final ReplyEnds ends = new ReplyEnds(new Recorded(), clock);

  private final class Recorded implements ReplyOffsets {
    @Override
    public Map<Integer, CompletableFuture<Long>> ends(Set<Integer> partitions) {
      asked.add(partitions);
      Map<Integer, CompletableFuture<Long>> questions = new HashMap<>();
      partitions.forEach(partition -> questions.put(partition, new CompletableFuture<>()));
      answers.putAll(questions);
      return questions;
    }

    @Override
    public CompletableFuture<Long> settled(int partition) {
      throw new UnsupportedOperationException("Only ends are asked for");
    }
  }

  @Test
  void shouldAskNotBeforeButFromTheTimeThatIsWanted() {
    ends.want(0, 1_010);
    ends.ask();
    assertThat(asked).isEmpty();

    pass(10);
    assertThat(asked).containsExactly(Set.of(0));
  }

  @Test
  void shouldAskAboutAllPartitionsAtOnce() {
    ends.want(0, 1_000);
    ends.want(1, Long.MAX_VALUE);
    ends.want(2, 900);
    ends.ask();

    assertThat(asked).containsExactly(Set.of(0, 2));
  }

  @Test
  void shouldGoOnAskingUntilTheWishChanges() {
    // given
    ends.want(0, 1_000);
    ends.ask();
    assertThat(ends.latest(0)).isEmpty();
    answers.get(0).complete(7L);
    assertThat(ends.latest(0)).contains(new End(1_000, 7));

    // when
    pass(10);
    answers.get(0).complete(9L);

    // then
    assertThat(ends.latest(0)).contains(new End(1_010, 9));

    // when
    ends.want(0, Long.MAX_VALUE);
    pass(10);

    // then
    assertThat(asked).hasSize(2);
  }

  @Test
  void shouldNotWaitForOnePartitionWhenAnotherIsAsked() {
    ends.want(0, 1_000);
    ends.want(1, 1_000);
    ends.ask();
    answers.get(1).complete(7L);

    pass(10);

    assertThat(asked).containsExactly(Set.of(0, 1), Set.of(1));
  }

  @Test
  void shouldAskAgainWhenAQuestionFailed() {
    ends.want(0, 1_000);
    ends.ask();
    answers.get(0).completeExceptionally(new IllegalStateException("no answer"));

    pass(10);
    answers.get(0).complete(7L);

    assertThat(asked).hasSize(2);
    assertThat(ends.latest(0)).contains(new End(1_010, 7));
  }

  @Test
  void shouldForgetAWishThatIsNotRepeated() {
    ends.want(0, 1_500);

    pass(1_000);

    assertThat(asked).isEmpty();
  }

  private void pass(long ms) {
    clock.advance(Duration.ofMillis(ms));
    ends.ask();
  }
}
