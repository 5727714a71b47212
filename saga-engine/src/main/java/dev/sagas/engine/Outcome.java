package dev.sagas.engine;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.SagaId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What becomes of an input: everything that its shell stores and sends, or nothing of it.
 *
 * <ul>
 *   <li>All of it is encoded, and no topic refuses any of it as it was when this was decided (R17).
 * </ul>
 */
public sealed interface Outcome {
  /** Dispatches by what it is. */
  <R> R accept(Visitor<R> visitor);

  /** What is written, if the saga moves on. */
  default Optional<Write> asWrite() {
    return Optional.empty();
  }

  /**
   * One case for each kind of outcome.
   *
   * @param <R> what it gives
   */
  interface Visitor<R> {
    R write(Write outcome);

    R replace(Replace outcome);

    R reschedule(Reschedule outcome);

    R refuse(Refuse outcome);

    R early(Early outcome);

    R forget(Forget outcome);
  }

  /**
   * The saga moves on.
   *
   * @param decided what is written; an incident, where what was decided first cannot be written
   * @param checkpoint the state after, and the saga's entry among the timers
   * @param encoded the checkpoint's bytes
   * @param timerBeforeMs the entry before, epoch ms; to be moved if the checkpoint names another
   * @param outputs journal, commands and outcome; and what a started saga answers
   */
  record Write(
      Decision.Accepted decided,
      Checkpoint checkpoint,
      Bytes encoded,
      OptionalLong timerBeforeMs,
      List<Output> outputs,
      List<Omission> omissions)
      implements Outcome {
    public Write {
      outputs = List.copyOf(outputs);
      omissions = List.copyOf(omissions);
    }

    /** True if a run begins, so that what waited for it is to be applied (R2a). */
    public boolean isStart() {
      return checkpoint.state().chain().revision() == 1;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.write(this);
    }

    @Override
    public Optional<Write> asWrite() {
      return Optional.of(this);
    }
  }

  /**
   * A state takes the place of a checkpoint that cannot be trusted, nor the timer that it names.
   *
   * @param encoded the checkpoint's bytes
   * @param outputs what the journal says of it
   */
  record Replace(
      Checkpoint checkpoint, Bytes encoded, List<Output> outputs, List<Omission> omissions)
      implements Outcome {
    public Replace {
      outputs = List.copyOf(outputs);
      omissions = List.copyOf(omissions);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.replace(this);
    }
  }

  /**
   * A timer fired too early, or what it does cannot be written now: it is to fire again.
   *
   * @param checkpoint names when, if at all
   * @param encoded the checkpoint's bytes; empty if the changelog does not take them any more, so
   *     that the timer is moved alone
   */
  record Reschedule(Checkpoint checkpoint, Optional<Bytes> encoded) implements Outcome {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reschedule(this);
    }
  }

  /**
   * The state does not change.
   *
   * @param outputs notes, answers, outcomes of refusals and dead letters
   */
  record Refuse(Reason reason, List<Output> outputs, List<Omission> omissions) implements Outcome {
    public Refuse {
      outputs = List.copyOf(outputs);
      omissions = List.copyOf(omissions);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.refuse(this);
    }
  }

  /**
   * Why the state does not change.
   *
   * @param code name of a {@link dev.sagas.engine.core.Rejection} or of a {@link
   *     dev.sagas.engine.wire.DeadLetterCode}
   * @param sagaId if it can be told
   * @param deadLetter the record that is kept as a dead letter; empty if none is
   */
  record Reason(
      String code, String message, Optional<SagaId> sagaId, Optional<Position> deadLetter) {}

  /** No saga has the input's id, and it may be that its start is yet to come (R2a). */
  record Early() implements Outcome {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.early(this);
    }
  }

  /** An ended saga's id is not known any more (R21); its timer has fired already. */
  record Forget(SagaId sagaId) implements Outcome {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.forget(this);
    }
  }

  /**
   * A record that is to be sent.
   *
   * @param atMs its time, epoch ms
   */
  record Output(OutboundRecord record, long atMs) {}

  /**
   * What is left out on purpose.
   *
   * @param message why
   */
  record Omission(Kind kind, String message) {
    /** What it is. */
    public enum Kind {
      /** A note of an input without effect, because there were too many (R4). */
      NOTE,
      /** A part of a dead letter's record, because it is too large. */
      LETTER_PART,
      /** A dead letter, because not even digests fit into its topic. */
      LETTER,
      /** An answer, a note or the outcome of a refusal that its topic does not take. */
      OUTPUT
    }
  }
}
