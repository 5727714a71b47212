package dev.sagas.operate.history;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The course of one run: what each step did and when, what undid it, and where nothing moved. For
 * pictures with the steps going forward above, and what undoes them mirrored below.
 *
 * <ul>
 *   <li>Pure: computed from the journal's entries alone. Contains no payload.
 *   <li>All times are epoch ms, as the journal has them.
 * </ul>
 *
 * @param status after the last entry
 * @param fromMs of the first entry
 * @param toMs of the last entry
 * @param lanes the steps, in the order in which they began
 * @param idle the stretches in which the saga waited for something else than a participant's
 *     answer, in order
 * @param marks what concerns the saga as a whole, in order
 */
public record SagaTimeline(
    SagaIdentity identity,
    SagaStatus status,
    long fromMs,
    long toMs,
    List<Lane> lanes,
    List<Idle> idle,
    List<Mark> marks) {
  public SagaTimeline {
    lanes = List.copyOf(lanes);
    idle = List.copyOf(idle);
    marks = List.copyOf(marks);
  }

  /** How a span ended. */
  public enum Result {
    /** It has not. */
    OPEN,
    /** It took effect, or what it waited for came. */
    SUCCEEDED,
    /** It was refused, without effect. */
    REJECTED,
    /** It may or may not have taken effect. */
    UNKNOWN,
    /** It was passed over. */
    SKIPPED,
    /** It was given up without effect, because the saga turned back. */
    ABANDONED,
    /** The effect is undone. */
    UNDONE,
    /** There was nothing to undo. */
    NOTHING_TO_UNDO,
    /** The undo was given up: the effect is still there. */
    GIVEN_UP
  }

  /** How an attempt ended. */
  public enum Answer {
    /** It has not been answered. */
    NONE,
    SUCCEEDED,
    REJECTED,
    /** It failed for a technical reason. */
    FAILED,
    /** It was not answered in time. */
    TIMED_OUT
  }

  /**
   * One step.
   *
   * @param on the participant or the signal, if there is either
   * @param forward its runs, more than one if it was begun again
   * @param undo what undid them, each tied to the run before it
   */
  public record Lane(StepName step, Optional<String> on, List<Span> forward, List<Span> undo) {
    public Lane {
      forward = List.copyOf(forward);
      undo = List.copyOf(undo);
    }
  }

  /**
   * One run of a step, or one undo of it.
   *
   * @param epoch of its commands; 1 for a step without commands
   * @param toMs empty while it is open
   * @param attempts in order; none for a step without commands
   */
  public record Span(
      Action action,
      int epoch,
      long fromMs,
      OptionalLong toMs,
      Result result,
      List<Attempt> attempts) {
    public Span {
      attempts = List.copyOf(attempts);
    }
  }

  /**
   * One command and what became of it.
   *
   * <ul>
   *   <li>The journal does not know when a participant took the command from its topic: the time
   *       from {@code sentAtMs} to {@code repliedAtMs} is that in the topic and at the participant.
   *       From there to {@code settledAtMs} the reply was in its topic.
   * </ul>
   *
   * @param commandId empty if the entry does not have it
   * @param topic where it was sent; empty if the entry does not have it
   * @param repliedAtMs when the participant wrote its reply; empty if not known
   * @param settledAtMs when the engine recorded the answer or the time-out; empty if it has not
   * @param reply where the reply is; empty without one
   * @param code of a failure or rejection; else an empty text
   * @param message of a failure or rejection; else an empty text
   * @param retryAtMs when the next attempt was to begin; empty if none was to follow
   */
  public record Attempt(
      int number,
      Optional<String> commandId,
      Optional<String> topic,
      long sentAtMs,
      OptionalLong repliedAtMs,
      OptionalLong settledAtMs,
      Answer answer,
      Optional<Position> reply,
      String code,
      String message,
      OptionalLong retryAtMs) {}

  /**
   * A stretch in which the saga did not move.
   *
   * @param kind what it waited for
   * @param on the signal, the person, the step that slept or backed off, or the incident's code
   */
  public record Idle(long fromMs, long toMs, WaitReason.Kind kind, String on) {}

  /** What a mark is about. */
  public enum MarkKind {
    STARTED,
    OPERATION,
    TURNED_BACK,
    INCIDENT_RAISED,
    INCIDENT_RESOLVED,
    SIGNAL_KEPT,
    MIGRATED,
    ENDED
  }

  /**
   * Something that concerns the saga as a whole.
   *
   * @param text in words, without time
   */
  public record Mark(long atMs, long revision, MarkKind kind, String text) {}

  /**
   * The timeline of a run; empty without entries.
   *
   * @param transitions of one run in order, without notes; they may begin after its start
   * @param recordTimes when replies were written, by their position, as far as known
   */
  public static Optional<SagaTimeline> of(
      List<JournalEntry> transitions, Map<Position, Long> recordTimes) {
    if (transitions.isEmpty()) {
      return Optional.empty();
    }
    TimelineFold fold = new TimelineFold(recordTimes);
    transitions.forEach(fold::take);
    JournalEntry first = transitions.get(0);
    JournalEntry last = transitions.get(transitions.size() - 1);
    return Optional.of(
        new SagaTimeline(
            last.identity(),
            last.status(),
            first.atMs(),
            last.atMs(),
            fold.lanes(),
            IdleStretches.of(transitions),
            fold.marks()));
  }
}
