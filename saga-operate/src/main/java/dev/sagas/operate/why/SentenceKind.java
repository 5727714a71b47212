package dev.sagas.operate.why;

import java.util.Locale;

/** What a sentence of an explanation is about. Kinds are added, never renamed. */
public enum SentenceKind {
  /** It waits for a participant's answer: {@code step, action, participant, attempt, …}. */
  WAITS_FOR_REPLY,
  /** It waits for the time of the next attempt. */
  WAITS_FOR_RETRY,
  /** It waits for a signal. */
  WAITS_FOR_SIGNAL,
  /** It waits for a person's decision. */
  WAITS_FOR_APPROVAL,
  /** It sleeps. */
  SLEEPS,
  /** It waits for nothing that is known: the engine moves it as soon as it can. */
  WAITS_FOR_ENGINE,
  /** It has not begun, because as many as may be are in flight. */
  HELD_BACK,
  /** An operator paused it. */
  PAUSED,
  /** It has an incident. */
  INCIDENT,
  /** What the incident means. */
  INCIDENT_MEANING,
  /** An action that can end the wait, with its command: {@code command, operation, preview}. */
  REMEDY,
  /** The last error of the step. */
  LAST_ERROR,
  /** When the attempt times out, the next attempt begins, or the wait ends. */
  NEXT_TIMER,
  /** The participant's consumer group. */
  PARTICIPANT,
  /** The last answer of the participant, to any saga. */
  LAST_REPLY,
  /** A record of the saga was refused and is a dead letter: {@code position, origin, code, …}. */
  DEAD_LETTER,
  /** The orchestrator: its group, the saga's partition. */
  ORCHESTRATOR,
  /** The saga's deadline. */
  DEADLINE,
  /** Why it turns back. */
  TURNS_BACK,
  /** A cancel waits for the pivot's answer. */
  CANCEL_HELD,
  /** It will continue from an earlier step. */
  RESTARTING,
  /** What follows. */
  FOLLOWS,
  /** What undo would do, or what is left of it. */
  UNDO,
  /** Its definition's version is not known here. */
  DEFINITION_UNKNOWN,
  /** Its state cannot be read. */
  UNREADABLE,
  /** It has ended. */
  ENDED,
  /** Who ended it, or turned it back. */
  ENDED_BY,
  /** The effects that are left. */
  EFFECTS_LEFT,
  /** The steps that operators skipped. */
  SKIPPED,
  /** Until when its id stays known. */
  REMEMBERED;

  /** The kind as it is in JSON, such as {@code waits-for-reply}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
