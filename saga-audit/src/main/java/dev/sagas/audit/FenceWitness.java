package dev.sagas.audit;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.wire.Cause;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.StepOutcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the answers of the participants of one run to one deduplication key (R23): a working
 * fence records the first answer and sends it again.
 *
 * <ul>
 *   <li>{@code failed} is never recorded, and a fence may refuse a key whose compensation came
 *       first or was followed by a newer one: such answers conflict with none.
 *   <li>Keeps 16 bytes for each key that was answered: the beginnings of two digests.
 * </ul>
 */
final class FenceWitness {
  /** Refusals by the fence itself, which do not replace what was recorded. */
  private static final Set<String> BY_THE_FENCE = Set.of("FENCED", "SUPERSEDED");

  private static final long[] NOTHING = {};
  private static final int LONGS_PER_KEY = 2;
  private static final long REJECTED = 0;

  private long[] answers;

  FenceWitness() {
    this(NOTHING);
  }

  private FenceWitness(long[] answers) {
    this.answers = answers;
  }

  static FenceWitness read(DataInput in) throws IOException {
    long[] answers = new long[in.readInt()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = in.readLong();
    }
    return new FenceWitness(answers);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(answers.length);
    for (long answer : answers) {
      out.writeLong(answer);
    }
  }

  /** What is wrong with a reply. */
  record Conflict(ViolationCode code, String message) {}

  /**
   * Adds the cause of a transition or note.
   *
   * @param run whose entry it is; answers to another run's commands are not looked at
   */
  Optional<Conflict> next(Cause cause, RunId run) {
    Optional<DeduplicationKey> key = key(cause).filter(answered -> answered.run().equals(run));
    return key.flatMap(answered -> compare(cause, answered));
  }

  private static Optional<DeduplicationKey> key(Cause cause) {
    String commandId = cause.headers().get(SagaHeaders.IN_REPLY_TO);
    if (cause.kind() != Cause.Kind.REPLY || commandId == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(CommandId.parse(commandId).key());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // an answer to no one, which the journal has as a note
    }
  }

  private Optional<Conflict> compare(Cause cause, DeduplicationKey key) {
    String outcome = cause.headers().getOrDefault(SagaHeaders.OUTCOME, "");
    if (outcome.equals(StepOutcome.SUCCEEDED.headerValue())) {
      byte[] reply = cause.input().map(Bytes::array).orElse(new byte[0]);
      return compare(key, beginning(Digest.sha256(reply)) | 1);
    }
    boolean recorded =
        outcome.equals(StepOutcome.REJECTED.headerValue())
            && !BY_THE_FENCE.contains(cause.headers().getOrDefault(SagaHeaders.ERROR_CODE, ""));
    return recorded ? compare(key, REJECTED) : Optional.empty();
  }

  private Optional<Conflict> compare(DeduplicationKey key, long answer) {
    long mark = beginning(Digest.sha256(key.toString().getBytes(StandardCharsets.UTF_8)));
    for (int i = 0; i < answers.length; i += LONGS_PER_KEY) {
      if (answers[i] == mark) {
        return conflict(key, answers[i + 1], answer);
      }
    }
    answers = Arrays.copyOf(answers, answers.length + LONGS_PER_KEY);
    answers[answers.length - LONGS_PER_KEY] = mark;
    answers[answers.length - 1] = answer;
    return Optional.empty();
  }

  private static Optional<Conflict> conflict(DeduplicationKey key, long first, long answer) {
    if (first == answer) {
      return Optional.empty();
    }
    boolean bothSucceeded = first != REJECTED && answer != REJECTED;
    return Optional.of(
        bothSucceeded
            ? new Conflict(
                ViolationCode.FENCE_REPLY_DIFFERS,
                "Expected the recorded reply to " + key + " again, but it has other bytes")
            : new Conflict(
                ViolationCode.FENCE_CONFLICT,
                "Expected one answer to " + key + ", but it was both succeeded and rejected"));
  }

  private static long beginning(Digest digest) {
    return ByteBuffer.wrap(digest.value().array()).getLong();
  }
}
