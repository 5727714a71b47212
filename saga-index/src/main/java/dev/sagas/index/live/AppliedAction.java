package dev.sagas.index.live;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.BoundedText;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person did to a saga: an operation, or a start or a signal that names who asked for it.
 *
 * @param actor of an operation its operator; of a start or signal who is named in it, at most
 *     {@value #MAX_ACTOR_CHARS} characters
 * @param reason empty for a start, and for a signal that its step did not refuse
 * @param atMs when it was applied, epoch ms
 * @param revision of the saga after it
 */
public record AppliedAction(
    SagaId saga,
    DefinitionVersion definition,
    Kind kind,
    String actor,
    String reason,
    long atMs,
    long revision) {
  private static final int MAX_ACTOR_CHARS = 200;

  /**
   * What was done.
   *
   * @param word as in REST: {@code start}, {@code signal}, or that of an operation
   * @param signal the name of the signal or approval
   */
  public record Kind(String word, Optional<SignalName> signal) {
    private static final Kind START = new Kind("start", Optional.empty());

    private static Kind of(OperationKind operation) {
      return new Kind(
          operation.toString().toLowerCase(Locale.ROOT).replace('_', '-'), Optional.empty());
    }

    private static Kind of(SignalName signal) {
      return new Kind("signal", Optional.of(signal));
    }
  }

  private static AppliedAction of(SagaState after, Kind kind, String actor, String reason) {
    return new AppliedAction(
        after.identity().id(),
        new DefinitionVersion(after.identity().type(), after.identity().version()),
        kind,
        BoundedText.ofChars(actor, MAX_ACTOR_CHARS),
        reason,
        after.updatedAtMs(),
        after.chain().revision());
  }

  /** The operations that the events of a transition are about. */
  public static List<AppliedAction> operations(SagaState after, List<SagaEvent> events) {
    List<AppliedAction> found = List.of();
    for (SagaEvent event : events) {
      Optional<ControlEvent.OperationApplied> applied = event.accept(ActionOfEvent.OPERATION);
      if (applied.isPresent()) {
        found = found.isEmpty() ? new ArrayList<>() : found;
        found.add(operation(after, applied.get()));
      }
    }
    return found;
  }

  private static AppliedAction operation(SagaState after, ControlEvent.OperationApplied applied) {
    return of(after, Kind.of(applied.kind()), applied.actor(), applied.reason());
  }

  /**
   * The start or signal of a transition whose input names who asked for it; empty if it is neither.
   *
   * @param signal its name; empty for a start
   */
  public static Optional<AppliedAction> request(
      SagaState after, List<SagaEvent> events, String by, Optional<SignalName> signal) {
    if (signal.isPresent()) {
      return Optional.of(of(after, Kind.of(signal.get()), by, ActionOfEvent.refusal(events)));
    }
    boolean isStart = events.stream().anyMatch(event -> event.accept(ActionOfEvent.START));
    return isStart ? Optional.of(of(after, Kind.START, by, "")) : Optional.empty();
  }
}
