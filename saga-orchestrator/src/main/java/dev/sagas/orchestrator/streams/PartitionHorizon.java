package dev.sagas.orchestrator.streams;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far one partition of the replies has been read since it was assigned; used by one stream
 * thread only.
 *
 * <p>A question for the partition's end that is asked at time {@code t} names an offset; once
 * everything before that offset is processed, every reply that came before {@code t} is. So a timer
 * waits for an end that was asked for after its due time:
 *
 * <ul>
 *   <li>An end stands until it is reached: it does not run away from a reader that lags, however
 *       many replies come.
 *   <li>Offsets have gaps (markers of transactions, aborted records), so that the last record's
 *       offset need not lead to the end. When everything polled is processed, the position that the
 *       consumer reported with it counts.
 *   <li>A consumer that has not polled anything since the partition was assigned reports no
 *       position. Where it stands is asked for: at what its group committed, or at the first offset
 *       that there is.
 *   <li>Timestamps of replies prove nothing: participants' clocks differ, and a reply that came
 *       late but waits wins all the same.
 * </ul>
 */
final class PartitionHorizon {
  private static final long NONE = -1;
  private static final long NEVER = Long.MAX_VALUE;

  private final int partition;
  private final ReplyEnds ends;
  private final ReplyOffsets offsets;

  /** Everything before this offset is processed, or is not there. */
  private long settledTo;

  private long settledAtLastLook;
  private long polledTo;
  private long lastPolled = NONE;
  private long lastProcessed = NONE;
  private long readPastMs = Long.MIN_VALUE;
  private ReplyEnds.@Nullable End end;
  private @Nullable CompletableFuture<Long> question;

  PartitionHorizon(int partition, ReplyEnds ends, ReplyOffsets offsets) {
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
    if (!records.isEmpty()) {
      lastPolled = records.get(records.size() - 1).offset();
    }
    polledTo = nextOffset;
    if (hasDrained()) {
      settle(polledTo);
    }
  }

  void processed(long offset) {
    lastProcessed = offset;
    settle(hasDrained() ? polledTo : offset + 1);
  }

  private boolean hasDrained() {
    return lastPolled == lastProcessed;
  }

  private void settle(long offset) {
    settledTo = Math.max(settledTo, offset);
  }

  boolean hasReadPast(long dueAtMs) {
    if (dueAtMs > readPastMs) {
      takeAnswer();
      passEnd();
      Optional<ReplyEnds.End> latest = ends.latest(partition);
      if (latest.isPresent() && latest.get().askedAtMs() > readPastMs && replaces(latest.get())) {
        end = latest.get();
        passEnd();
      }
    }
    return dueAtMs <= readPastMs;
  }

  private void passEnd() {
    if (end != null && settledTo >= end.offset()) {
      readPastMs = end.askedAtMs();
      end = null;
    }
  }

  /** The end goes back only when the brokers lost records; then the old one is never reached. */
  private boolean replaces(ReplyEnds.End latest) {
    return end == null || latest.offset() <= end.offset();
  }

  /** Prepares for the next timer, or for the one that may not fire yet. */
  void expect(long dueAtMs) {
    boolean onTheWay = end != null && !(hasDrained() && settledTo == settledAtLastLook);
    settledAtLastLook = settledTo;
    ends.want(partition, onTheWay ? NEVER : dueAtMs);
    if (end != null && !onTheWay && question == null) {
      // Nothing moves, but the end is not reached: the consumer may stand there already.
      question = offsets.settled(partition);
    }
  }

  private void takeAnswer() {
    if (question != null && question.isDone()) {
      // What expired while it is in hand is still to be processed.
      if (!question.isCompletedExceptionally() && hasDrained()) {
        settle(question.join());
      }
      question = null;
    }
  }
}
