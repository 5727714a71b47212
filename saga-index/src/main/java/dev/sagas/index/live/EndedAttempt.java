package dev.sagas.index.live;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An attempt that a transition ended.
 *
 * @param replyMs how long its answer took; empty if none came
 * @param atMs of the transition, epoch ms
 */
public record EndedAttempt(
    AttemptedStep step, AttemptResult result, OptionalLong replyMs, long atMs) {
  /**
   * Those that a transition ended.
   *
   * @param before empty for a start, and if it is not known
   * @param byInput whether a record caused it: what a timer ends was not answered
   */
  public static List<EndedAttempt> of(
      Optional<SagaState> before, SagaState after, List<SagaEvent> events, boolean byInput) {
    if (before.isEmpty()) {
      return List.of();
    }
    EndedAttempts ended = new EndedAttempts(before.get(), after, byInput);
    for (SagaEvent event : events) {
      event.accept(ended);
    }
    return ended.found();
  }
}
