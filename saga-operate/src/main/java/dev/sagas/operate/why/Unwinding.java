package dev.sagas.operate.why;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.core.StepState;
import dev.sagas.operate.why.UndoPreview.How;
import dev.sagas.operate.why.UndoPreview.Undone;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets the engine's decider unwind a saga, with every answer taken to be a success.
 *
 * <ul>
 *   <li>Incidents that are open already are retried, as an operator would; one that comes up on the
 *       way stops it.
 *   <li>Bounded by {@value #MAX_DECISIONS} decisions.
 * </ul>
 */
final class Unwinding {
  /** Enough for 200 steps, each awaited, retried and undone. */
  private static final int MAX_DECISIONS = 1_000;

  private static final Undoing UNDOING = new Undoing();

  private final KnownDefinition.Basis basis;
  private final PreviewDecider decider;
  private final Set<String> knownIncidents;
  private final Map<StepName, Undone> undone = new LinkedHashMap<>();
  private final Set<StepName> awaited = new LinkedHashSet<>();
  private final Set<String> needs = new LinkedHashSet<>();
  private final List<StepName> effectsLeft = new ArrayList<>();
  private SagaState state;
  private Optional<String> obstacle = Optional.empty();

  Unwinding(KnownDefinition definition, SagaState saga, long nowMs) {
    this.basis = definition.basis();
    this.decider = new PreviewDecider(definition, nowMs);
    this.state = saga;
    this.knownIncidents = saga.incidents().stream().map(Incident::id).collect(Collectors.toSet());
    if (basis == KnownDefinition.Basis.STRUCTURE && isVersionMissing(saga)) {
      needs.add(
          "waits until version %s of its definition is deployed"
              .formatted(saga.identity().version()));
    }
  }

  private static boolean isVersionMissing(SagaState saga) {
    return saga.incidents().stream()
        .anyMatch(open -> open.code().equals(IncidentCode.VERSION_MISSING.name()));
  }

  /** Orders the unwind, if it has not begun, and follows it to its end. */
  UndoPreview run() {
    if (state.status() == SagaStatus.RUNNING || state.control().restartFrom().isPresent()) {
      take(PreviewDecider.operation(state, OperationKind.CANCEL, Optional.empty()));
    }
    return follow();
  }

  /** Follows the unwind that a decision has begun; what it sends is part of it. */
  UndoPreview follow(Decision.Accepted begun) {
    new Taking().keepAll(begun);
    return follow();
  }

  private UndoPreview follow() {
    for (StepState step : state.steps().open()) {
      if (step.status().isUndoing() && !undone.containsKey(step.name())) {
        undone.put(step.name(), new Undone(step.name(), step.target(), How.SENT_BEFORE));
      }
    }
    for (int i = 0; i < MAX_DECISIONS && obstacle.isEmpty() && isUnwinding(); i++) {
      Optional<SagaInput> next = next();
      if (next.isEmpty()) {
        obstacle = obstacle.or(() -> Optional.of("then it waits as it does now"));
      } else {
        take(next.get());
      }
    }
    boolean ended = state.status().isTerminal();
    return new UndoPreview(
        basis,
        List.copyOf(undone.values()),
        List.copyOf(awaited),
        List.copyOf(needs),
        ended ? Optional.of(state.status()) : Optional.empty(),
        effectsLeft,
        obstacle);
  }

  private boolean isUnwinding() {
    return !state.status().isTerminal()
        && (state.status() != SagaStatus.RUNNING || state.control().heldCancel().isPresent());
  }

  private Optional<SagaInput> next() {
    if (state.control().pause().isPresent()) {
      needs.add("waits until a person resumes it");
      return Optional.of(operation(OperationKind.RESUME, Optional.empty()));
    }
    Optional<Incident> raised =
        state.incidents().stream().filter(open -> !knownIncidents.contains(open.id())).findFirst();
    if (raised.isPresent()) {
      obstacle = Optional.of("would stop with " + raised.get().code() + at(raised.get()));
      return Optional.empty();
    }
    return state.sagaIncident().isPresent() ? retry(state.sagaIncident().get()) : answer();
  }

  private Optional<SagaInput> answer() {
    for (StepState step : state.steps().open()) {
      if (state.incidentOf(step.name()).isEmpty()) {
        if (step.status().isUndoing()) {
          OptionalInt epoch = step.attempts().undoEpoch();
          return Optional.of(success(step, Action.COMPENSATE, epoch.orElse(step.epoch())));
        }
        if (step.status().isExecuting()) {
          return Optional.of(awaitedAnswer(step));
        }
      }
    }
    return state.incidents().stream().findFirst().flatMap(this::retry);
  }

  private SagaInput awaitedAnswer(StepState step) {
    awaited.add(step.name());
    if (state.control().heldCancel().isEmpty()) {
      return success(step, Action.EXECUTE, step.epoch());
    }
    needs.add("turns back only if the pivot %s is rejected".formatted(step.name()));
    return reply(
        step,
        new DeduplicationKey(
            state.identity().id(),
            state.identity().run(),
            step.name(),
            Action.EXECUTE,
            step.epoch()),
        Optional.of(new SagaInput.Failure("PREVIEW", "")));
  }

  private Optional<SagaInput> retry(Incident open) {
    needs.add("waits until a person ends the incident " + open.code() + at(open));
    return Optional.of(operation(OperationKind.RETRY, open.step()));
  }

  private static String at(Incident incident) {
    return incident.step().map(step -> " at step " + step).orElse("");
  }

  private SagaInput.Operation operation(OperationKind kind, Optional<StepName> step) {
    return PreviewDecider.operation(state, kind, step);
  }

  private SagaInput.Reply success(StepState step, Action action, int epoch) {
    DeduplicationKey key =
        new DeduplicationKey(
            state.identity().id(), state.identity().run(), step.name(), action, epoch);
    return reply(step, key, Optional.empty());
  }

  private static SagaInput.Reply reply(
      StepState step, DeduplicationKey key, Optional<SagaInput.Failure> failure) {
    return new SagaInput.Reply(
        new CommandId(key, Math.max(1, step.attempt())),
        failure.isEmpty() ? StepOutcome.SUCCEEDED : StepOutcome.REJECTED,
        Bytes.EMPTY,
        "",
        failure);
  }

  private void take(SagaInput input) {
    decider.decide(state, input).accept(new Taking());
  }

  /** Keeps what a decision does. */
  private final class Taking implements Decision.Visitor<Boolean> {
    @Override
    public Boolean accepted(Decision.Accepted decision) {
      state = PreviewDecider.stored(decision);
      keepAll(decision);
      return true;
    }

    void keepAll(Decision.Accepted decision) {
      decision.events().stream()
          .flatMap(event -> event.accept(UNDOING).stream())
          .forEach(step -> undone.putIfAbsent(step.step(), step));
      decision
          .effects()
          .forEach(
              effect ->
                  effect
                      .asOutcome()
                      .ifPresent(outcome -> effectsLeft.addAll(outcome.effectsLeft())));
    }

    @Override
    public Boolean rejected(Decision.Rejected decision) {
      obstacle = Optional.of("is refused: " + decision.message());
      return false;
    }

    @Override
    public Boolean forgotten(Decision.Forgotten decision) {
      obstacle = Optional.of("is refused: the saga has ended");
      return false;
    }
  }

  /** Finds the step whose undo begins, or that has nothing to undo. */
  private static final class Undoing extends SelectiveEventVisitor<Optional<Undone>> {
    @Override
    protected Optional<Undone> other(SagaEvent event) {
      return Optional.empty();
    }

    @Override
    public Optional<Undone> commandIssued(SagaEvent.CommandIssued event) {
      return switch (event.action()) {
        case EXECUTE -> Optional.empty();
        case COMPENSATE ->
            Optional.of(new Undone(event.step(), Optional.of(event.participant()), How.SENT));
      };
    }

    @Override
    public Optional<Undone> stepCompensated(SagaEvent.StepCompensated event) {
      return event.commanded()
          ? Optional.empty()
          : Optional.of(new Undone(event.step(), Optional.empty(), How.NOTHING_TO_UNDO));
    }
  }
}
