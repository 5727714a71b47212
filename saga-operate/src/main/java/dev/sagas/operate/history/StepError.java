package dev.sagas.operate.history;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a step's attempt failed, or the step was refused.
 *
 * @param attempt empty where the journal does not say which
 * @param code as the participant names it; {@code TIMED_OUT} for a time-out
 * @param atMs epoch ms
 */
public record StepError(
    StepName step, Action action, OptionalInt attempt, String code, String message, long atMs) {

  /** The newest error of each step that had one. */
  public static Map<StepName, StepError> newest(List<JournalEntry> entries) {
    Map<StepName, StepError> errors = new HashMap<>();
    entries.forEach(entry -> errors.putAll(newest(entry.events(), entry.atMs())));
    return Map.copyOf(errors);
  }

  /**
   * The newest error of each step that had one among the events of one transition.
   *
   * @param atMs when, epoch ms
   */
  static Map<StepName, StepError> newest(List<SagaEvent> events, long atMs) {
    Finder finder = new Finder(atMs);
    Map<StepName, StepError> errors = Map.of();
    for (SagaEvent event : events) {
      Optional<StepError> error = event.accept(finder);
      if (error.isPresent()) {
        errors = errors.isEmpty() ? new HashMap<>() : errors;
        errors.put(error.get().step(), error.get());
      }
    }
    return errors;
  }

  /** Finds the error that an event is about. */
  private static final class Finder extends SelectiveEventVisitor<Optional<StepError>> {
    private final long atMs;

    Finder(long atMs) {
      this.atMs = atMs;
    }

    @Override
    protected Optional<StepError> other(SagaEvent event) {
      return Optional.empty();
    }

    @Override
    public Optional<StepError> attemptFailed(SagaEvent.AttemptFailed event) {
      return Optional.of(
          new StepError(
              event.step(),
              event.action(),
              OptionalInt.of(event.attempt()),
              event.code(),
              event.message(),
              atMs));
    }

    @Override
    public Optional<StepError> stepRejected(SagaEvent.StepRejected event) {
      return unnumbered(event.step(), Action.EXECUTE, event.code(), event.message());
    }

    @Override
    public Optional<StepError> compensationGivenUp(SagaEvent.CompensationGivenUp event) {
      return unnumbered(event.step(), Action.COMPENSATE, event.code(), event.message());
    }

    private Optional<StepError> unnumbered(
        StepName step, Action action, String code, String message) {
      return Optional.of(new StepError(step, action, OptionalInt.empty(), code, message, atMs));
    }
  }
}
