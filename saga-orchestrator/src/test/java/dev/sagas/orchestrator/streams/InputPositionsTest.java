package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.orchestrator.streams.InputPositions.Look;
import dev.sagas.orchestrator.streams.InputPositions.Place;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** R6a: positions that cannot be true are found, and only those. */
class InputPositionsTest {
  private static final TopicPartition REPLIES = new TopicPartition("saga.replies", 0);
  private static final TopicPartition SIGNALS = new TopicPartition("saga.signals", 0);
  private static final Uuid ID = Uuid.randomUuid();

  private final InputPositions positions = new InputPositions();

  private static Place at(long offset, int epoch) {
    return Place.of(offset, Optional.of(epoch));
  }

  private void look(Uuid id, Place committed, Place end) {
    positions.take(
        new Look(
            Map.of("saga.replies", id, "saga.signals", ID),
            Map.of(REPLIES, committed, SIGNALS, at(3, 0)),
            Map.of(REPLIES, end, SIGNALS, at(3, 0))));
  }

  private Set<TopicPartition> lost() {
    return positions.lostOf(Set.of(REPLIES, SIGNALS));
  }

  @Test
  void shouldFindNothingWhenThePositionsAreAtTheEndOrBeforeIt() {
    look(ID, at(7, 2), at(7, 2));
    look(ID, at(7, 2), at(9, 3));

    assertThat(lost()).isEmpty();
    assertThat(positions.problems()).isEmpty();
    assertThat(positions.isSuspicious()).isFalse();
  }

  @Test
  void shouldFindAPositionBeyondTheEndWhenTwoLooksSayTheSame() {
    look(ID, at(500, 0), at(4, 0));
    assertThat(lost()).isEmpty();
    assertThat(positions.isSuspicious()).isTrue();

    look(ID, at(500, 0), at(4, 0));

    assertThat(lost()).containsExactly(REPLIES);
    assertThat(positions.problems().get("saga.replies-0")).contains("500").contains("ends at 4");
  }

  @Test
  void shouldNotFindWhatKafkaRepairsByItself() {
    look(ID, at(500, 0), at(4, 0));
    look(ID, at(4, 0), at(4, 0));

    assertThat(lost()).isEmpty();
  }

  @Test
  void shouldFindALeaderEpochThatThePartitionHasNotReached() {
    look(ID, at(3, 4), at(10, 0));
    look(ID, at(3, 4), at(11, 0));

    assertThat(lost()).containsExactly(REPLIES);
  }

  @Test
  void shouldFindEveryPartitionAtOnceWhenTheTopicWasCreatedAgain() {
    look(ID, at(3, 0), at(3, 0));
    look(Uuid.randomUuid(), at(3, 0), at(10, 0));

    assertThat(lost()).containsExactly(REPLIES);
    assertThat(positions.problems().get("saga.replies-0")).contains("created again");
  }

  @Test
  void shouldForgetWhatWasRestoredHereOrByAnotherInstance() {
    // given
    look(ID, at(500, 0), at(4, 0));
    look(ID, at(500, 0), at(4, 0));

    // when
    positions.restored(Set.of(REPLIES));

    // then
    assertThat(lost()).isEmpty();

    // when: it is lost again, and another instance that has the partition restores it
    look(ID, at(600, 0), at(4, 0));
    look(ID, at(600, 0), at(4, 0));
    assertThat(lost()).containsExactly(REPLIES);
    look(ID, at(0, 0), at(4, 0));

    // then
    assertThat(lost()).isEmpty();
  }

  @Test
  void shouldForgetATopicThatWasCreatedAgainWhenNobodyHereReadsIt() {
    look(ID, at(3, 0), at(3, 0));
    Uuid other = Uuid.randomUuid();
    for (int looks = 0; looks < 20; looks++) {
      look(other, at(3, 0), at(3, 0));
    }

    assertThat(lost()).isEmpty();
  }
}
