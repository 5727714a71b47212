package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** R6a: no timer before every reply that came before its time; and none that waits for ever. */
class PartitionHorizonTest {
  private static final long START_MS = 1_000;
  private static final Duration TICK = Duration.ofMillis(25);
  private static final TopicPartition PARTITION = FakeOffsets.PARTITION;

  private final VirtualClock clock = new VirtualClock(Instant.ofEpochMilli(START_MS));
  private final FakeOffsets offsets = new FakeOffsets();
  private final ReplyEnds ends = new ReplyEnds(offsets, clock);
  private final PartitionHorizon horizon = new PartitionHorizon(PARTITION, ends, offsets);

  /** A look at one timer, as the processor takes it; then what is wanted is asked. */
  private boolean look(long dueAtMs) {
    boolean past = horizon.hasReadPast(dueAtMs);
    horizon.expect(past ? Long.MAX_VALUE : dueAtMs);
    ends.ask();
    return past;
  }

  @Test
  void shouldBePastAtOnceWhenThePartitionWasNeverUsed() {
    assertThat(look(START_MS)).isFalse();
    offsets.answerEnd(0);

    assertThat(look(START_MS)).isTrue();
    assertThat(offsets.settled).isEmpty();
  }

  @Test
  void shouldAskNothingWhenNoTimerIsDue() {
    poll(0, 10);
    process(0, 10);
    horizon.expect(Long.MAX_VALUE);
    ends.ask();
    horizon.expect(START_MS + 1);
    ends.ask();

    assertThat(offsets.ends).isEmpty();
    assertThat(offsets.settled).isEmpty();
  }

  @Test
  void shouldBePastWhenEverythingBeforeTheEndIsProcessed() {
    // given
    assertThat(look(START_MS)).isFalse();
    offsets.answerEnd(3);
    poll(0, 3);

    // when
    process(0, 2);

    // then
    assertThat(look(START_MS)).isFalse();

    // when
    process(2, 3);

    // then
    assertThat(look(START_MS)).isTrue();
    assertThat(look(START_MS - 1)).isTrue();
    assertThat(offsets.ends).hasSize(1);
  }

  @Test
  void shouldAskAnewWhenATimerIsDueAfterTheLastQuestion() {
    // given
    readToTheEnd(3);

    // when
    clock.advance(TICK);

    // then
    assertThat(look(START_MS)).isTrue();
    assertThat(look(START_MS + 1)).isFalse();
    offsets.answerEnd(3);
    assertThat(look(START_MS + 25)).isTrue();
    assertThat(look(START_MS + 26)).isFalse();
  }

  @Test
  void shouldCountFromWhenItAskedAndNotFromWhenItWasAnswered() {
    // given
    assertThat(look(START_MS)).isFalse();

    // when: a reply may have come between the answer and now
    clock.advance(TICK);
    offsets.answerEnd(0);

    // then
    assertThat(look(START_MS + 25)).isFalse();
    assertThat(look(START_MS)).isTrue();
  }

  @Test
  void shouldAskOneQuestionAtATimeWhenManyTimersAreDue() {
    for (int i = 0; i < 10; i++) {
      clock.advance(TICK);
      assertThat(look(START_MS + i)).isFalse();
    }

    assertThat(offsets.ends).hasSize(1);
  }

  @Test
  void shouldReachTheEndItHasSeenWhenRepliesPourIn() {
    // given: the end that was asked for, far ahead
    assertThat(look(START_MS)).isFalse();
    offsets.answerEnd(100);

    clock.advance(TICK);
    ends.ask();
    assertThat(look(START_MS)).isFalse();

    // when: the reader lags, and more comes all the time
    offsets.answerEnd(500);
    for (int from = 0; from < 100; from += 10) {
      poll(from, from + 10);
      clock.advance(TICK);
      assertThat(look(START_MS)).isFalse();
      process(from, from + 10);
    }

    // then
    poll(100, 200);
    assertThat(look(START_MS)).isTrue();
    assertThat(offsets.ends).as("on the way nothing is asked").hasSize(2);
  }

  @Test
  void shouldPassTheMarkersWhenATransactionEndsThePartition() {
    // given: records 0 to 2, a marker at 3
    assertThat(look(START_MS)).isFalse();
    offsets.answerEnd(4);
    horizon.polled(records(0, 3), 4);

    // when
    process(0, 2);
    assertThat(look(START_MS)).isFalse();
    process(2, 3);

    // then
    assertThat(look(START_MS)).isTrue();
  }

  @Test
  void shouldPassWhatWasAbortedWhenAPollOnlyMovesThePosition() {
    // given
    readToTheEnd(3);
    clock.advance(TICK);
    assertThat(look(START_MS + 25)).isFalse();
    offsets.answerEnd(9);
    assertThat(look(START_MS + 25)).isFalse();

    // when
    horizon.polled(List.of(), 9);

    // then
    assertThat(look(START_MS + 25)).isTrue();
  }

  @Test
  void shouldNotPassWhatIsInHandWhenAPollOnlyMovesThePosition() {
    // given
    assertThat(look(START_MS)).isFalse();
    offsets.answerEnd(9);
    poll(0, 3);

    // when
    horizon.polled(List.of(), 9);

    // then
    assertThat(look(START_MS)).isFalse();
    process(0, 3);
    assertThat(look(START_MS)).isTrue();
  }

  @Test
  void shouldAskWhereItStandsWhenNothingWasPolledSinceTheStart() {
    // given: read to the end before the restart
    assertThat(look(START_MS)).isFalse();
    offsets.answerEnd(7);

    // when
    assertThat(look(START_MS)).isFalse();
    offsets.answerSettled(7);
    offsets.answerEnd(7);

    // then
    assertThat(look(START_MS)).isTrue();

    // when: known from then on
    clock.advance(TICK);
    assertThat(look(START_MS + 25)).isFalse();
    offsets.answerEnd(7);

    // then
    assertThat(look(START_MS + 25)).isTrue();
    assertThat(offsets.settled).hasSize(1);
  }

  @Test
  void shouldWaitForTheRepliesThatWaitWhenNothingWasPolledSinceTheStart() {
    // given: two came during the outage
    assertThat(look(START_MS)).isFalse();
    offsets.answerEnd(7);
    assertThat(look(START_MS)).isFalse();
    offsets.answerSettled(5);
    offsets.answerEnd(7);
    assertThat(look(START_MS)).isFalse();

    // when
    poll(5, 7);
    assertThat(look(START_MS)).isFalse();
    process(5, 7);

    // then
    assertThat(look(START_MS)).isTrue();
  }

  @Test
  void shouldNotTakeExpiryForReadingWhenRecordsAreInHand() {
    // given
    assertThat(look(START_MS)).isFalse();
    offsets.answerEnd(7);
    assertThat(look(START_MS)).isFalse();

    // when: the records expire while they are in hand
    poll(5, 7);
    offsets.answerSettled(7);
    offsets.answerEnd(7);

    // then
    assertThat(look(START_MS)).isFalse();
    process(5, 7);
    assertThat(look(START_MS)).isTrue();
  }

  @Test
  void shouldComeDownToTheNewEndWhenTheBrokersLostRecords() {
    // given: an end that will never be reached
    assertThat(look(START_MS)).isFalse();
    offsets.answerEnd(100);
    poll(0, 90);
    process(0, 90);
    assertThat(look(START_MS)).isFalse();

    // when
    assertThat(look(START_MS)).isFalse();
    offsets.answerSettled(0);
    offsets.answerEnd(90);

    // then
    assertThat(look(START_MS)).isTrue();
  }

  @Test
  void shouldWaitAndAskAgainWhenTheBrokersDoNotAnswer() {
    // given
    assertThat(look(START_MS)).isFalse();

    // when
    offsets.ends.get(0).completeExceptionally(new IllegalStateException("no answer"));

    // then
    assertThat(look(START_MS)).isFalse();
    assertThat(offsets.ends).hasSize(2);
    offsets.answerEnd(0);
    assertThat(look(START_MS)).isTrue();
  }

  @Test
  void shouldNeverBePastWhenItsGroupStandsBeyondTheEnd() {
    // given: the topic was deleted and created again while nobody read it
    assertThat(look(START_MS)).isFalse();
    offsets.answerEnd(4);
    assertThat(look(START_MS)).isFalse();
    offsets.answerSettled(500);

    // when
    boolean past = false;
    for (int looks = 0; looks < 200; looks++) {
      clock.advance(TICK);
      past |= look(START_MS);
      offsets.ends.forEach(question -> question.complete(4L));
      offsets.settled.forEach(question -> question.complete(500L));
    }

    // then
    assertThat(past).isFalse();

    // when: it begins again, and reads what is there
    poll(0, 4);
    clock.advance(TICK);
    assertThat(look(START_MS)).isFalse();
    offsets.ends.forEach(question -> question.complete(4L));
    assertThat(look(START_MS)).isFalse();
    process(0, 4);

    // then
    assertThat(look(START_MS)).isTrue();
  }

  @Test
  void shouldNotBePastWhenTheEndIsBeforeWhatWasRead() {
    // given
    readToTheEnd(100);

    // when: the topic was created again, and a reply waits in it
    clock.advance(TICK);
    assertThat(look(START_MS + 25)).isFalse();
    offsets.answerEnd(1);

    // then
    assertThat(look(START_MS + 25)).isFalse();

    // when
    poll(0, 1);
    process(0, 1);
    for (int looks = 0; looks < 100 && !look(START_MS + 25); looks++) {
      offsets.ends.forEach(question -> question.complete(1L));
    }

    // then
    assertThat(look(START_MS + 25)).isTrue();
  }

  @Test
  void shouldNotCountWhatWasInHandWhenThePositionWentBack() {
    // given: three in hand of the old topic, then the first of the new one
    poll(10, 13);
    process(10, 11);
    poll(0, 1);
    assertThat(look(START_MS)).isFalse();
    offsets.answerEnd(1);

    // when
    process(11, 13);

    // then
    assertThat(look(START_MS)).isFalse();
    process(0, 1);
    assertThat(look(START_MS)).isTrue();
  }

  @Test
  void shouldTakeAnAnswerThatCameAfterItHadReadOnForWhatItIs() {
    // given: it asks where it is
    assertThat(look(START_MS)).isFalse();
    offsets.answerEnd(7);
    assertThat(look(START_MS)).isFalse();

    // when: it reads on beyond that end, commits, and then the answer is there
    poll(0, 20);
    process(0, 20);
    offsets.answerSettled(20);

    // then
    assertThat(look(START_MS)).isTrue();
  }

  private void readToTheEnd(int records) {
    assertThat(look(START_MS)).isFalse();
    offsets.answerEnd(records);
    poll(0, records);
    process(0, records);
    assertThat(look(START_MS)).isTrue();
  }

  private void poll(long from, long to) {
    horizon.polled(records(from, to), to);
  }

  private void process(long from, long to) {
    LongStream.range(from, to).forEach(horizon::processed);
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(long from, long to) {
    return LongStream.range(from, to)
        .mapToObj(
            offset -> new ConsumerRecord<>("saga.replies", 3, offset, new byte[0], new byte[0]))
        .toList();
  }
}
