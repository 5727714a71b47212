package dev.sagas.orchestrator.streams;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far one partition of one input topic has been read since it was assigned; used by one stream
 * thread only.
 *
 * <p>A question for the partition's end that is asked at time {@code t} names an offset; once
 * everything before that offset is processed, every input that was written before {@code t} is. So
 * a timer waits for an end that was asked for after its due time:
 *
 * <ul>
 *   <li>An end is kept until it is reached: it does not run away from a reader that lags, however
 *       many inputs arrive.
 *   <li>Offsets have gaps (markers of transactions, aborted records), so that the last record's
 *       offset need not lead to the end. When everything polled is processed, the position that the
 *       consumer reported with it counts.
 *   <li>A consumer that has not polled anything since the partition was assigned reports no
 *       position. Where it begins is asked for: at what its group committed, or at the first offset
 *       that there is.
 *   <li>A position beyond the end proves nothing: the topic was deleted and created again, or lost
 *       records. Then no timer fires until the partition is read from a position that can be true.
 *   <li>Timestamps of inputs prove nothing: the clocks of those who write them differ, and an input
 *       that came late but waits wins all the same.
 * </ul>
 */
final class PartitionHorizon {
  private static final long NONE = -1;
  private static final long NEVER = Long.MAX_VALUE;

  /** What cannot be true is looked at less often: it takes a while to change. */
  private static final int LOOKS_WHILE_IMPOSSIBLE = 40;

  private final TopicPartition partition;
  private final ReplyEnds ends;
  private final ReplyOffsets offsets;

  /** Everything before this offset is processed, or is not there. */
  private long settledTo;

  private long settledAtLastLook;
  private long polledTo;
  private long lastPolled = NONE;
  private long lastProcessed = NONE;

  /** The last record in hand that was polled before the position went back. */
  private long lastOfBefore = NONE;

  private long readPastMs = Long.MIN_VALUE;
  private boolean impossible;
  private int looks;
  private ReplyEnds.@Nullable End end;
  private @Nullable CompletableFuture<Long> question;

  PartitionHorizon(TopicPartition partition, ReplyEnds ends, ReplyOffsets offsets) {
    this.partition = partition;
    this.ends = ends;
    this.offsets = offsets;
  }

  /**
   * Takes note of a poll.
   *
   * @param nextOffset the consumer's position after it
   */
  void polled(List<ConsumerRecord<byte[], byte[]>> records, long nextOffset) {
    long from = records.isEmpty() ? nextOffset : records.get(0).offset();
    if (from < polledTo) {
      startAgain(from);
    }
    if (!records.isEmpty()) {
      lastPolled = records.get(records.size() - 1).offset();
    }
    polledTo = nextOffset;
    if (hasDrained()) {
      settle(polledTo);
    }
  }

  /** The position went back: what was read before it says nothing of what is read from now on. */
  private void startAgain(long from) {
    lastOfBefore = lastPolled == lastProcessed ? lastOfBefore : lastPolled;
    lastPolled = NONE;
    lastProcessed = NONE;
    settledTo = from;
    settledAtLastLook = from;
    impossible = false;
    end = null;
    question = null;
  }

  void processed(long offset) {
    if (lastOfBefore != NONE) {
      lastOfBefore = offset == lastOfBefore ? NONE : lastOfBefore;
      if (hasDrained()) {
        settle(polledTo);
      }
      return;
    }
    lastProcessed = offset;
    settle(hasDrained() ? polledTo : offset + 1);
  }

  private boolean hasDrained() {
    return lastOfBefore == NONE && lastPolled == lastProcessed;
  }

  private void settle(long offset) {
    settledTo = Math.max(settledTo, offset);
  }

  boolean hasReadPast(long dueAtMs) {
    if (dueAtMs > readPastMs) {
      takeAnswer();
      passEnd();
      Optional<ReplyEnds.End> latest = ends.latest(partition);
      if (latest.isPresent() && latest.get().askedAtMs() > readPastMs) {
        take(latest.get());
        passEnd();
      }
    }
    return dueAtMs <= readPastMs;
  }

  private void passEnd() {
    if (end != null && settledTo >= end.offset()) {
      readPastMs = end.askedAtMs();
      end = null;
      impossible = false;
    }
  }

  private void take(ReplyEnds.End latest) {
    if (!latest.isPossible()) {
      refuse();
    } else if (end == null || latest.offset() <= end.offset()) {
      // It goes back only when the brokers lost records; then the old one is never reached.
      end = latest;
    }
  }

  private void refuse() {
    impossible = true;
    end = null;
  }

  /** Prepares for the next timer, or for the one that may not fire yet. */
  void expect(long dueAtMs) {
    boolean onTheWay = end != null && !(hasDrained() && settledTo == settledAtLastLook);
    boolean isTime = !impossible || ++looks % LOOKS_WHILE_IMPOSSIBLE == 0;
    boolean asks = !onTheWay && isTime && dueAtMs > readPastMs;
    settledAtLastLook = settledTo;
    ends.want(partition, asks ? dueAtMs : NEVER, settledTo);
    if (end != null && !onTheWay && question == null) {
      // Nothing moves, but the end is not reached: the consumer may be there already.
      question = offsets.settled(partition);
    }
  }

  private void takeAnswer() {
    if (question != null && question.isDone()) {
      // What expired while it is in hand is still to be processed.
      if (!question.isCompletedExceptionally() && hasDrained()) {
        settleIfPossible(question.join());
      }
      question = null;
    }
  }

  /** Nothing can have been committed that was neither at the end then nor read since. */
  private void settleIfPossible(long offset) {
    if (end != null && offset > Math.max(end.offset(), settledTo)) {
      refuse();
    } else {
      settle(offset);
    }
  }
}
