package dev.sagas.orchestrator.core;

import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of one saga: the fold of its run's events.
 *
 * <ul>
 *   <li>An ended saga is a tombstone: its data and steps are empty (R1, R21).
 * </ul>
 *
 * @param startedAtMs epoch ms
 * @param updatedAtMs time of the last transition, epoch ms
 * @param data the saga's data in wire format
 * @param lastSequence the highest sequence given to a step
 * @param steps every step that was begun, in the order in which they began
 * @param forgetAtMs when the tombstone may leave the store, epoch ms; 0 while the saga lives
 */
public record SagaState(
    SagaIdentity identity,
    ChainLink chain,
    SagaStatus status,
    long startedAtMs,
    long updatedAtMs,
    SagaRequest request,
    Bytes data,
    long lastSequence,
    List<StepState> steps,
    Optional<UnwindReason> unwind,
    Optional<Incident> incident,
    long forgetAtMs) {
  public SagaState {
    steps = List.copyOf(steps);
  }

  /** The step of that name, if it was begun. */
  public Optional<StepState> step(StepName name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }

  /** The same state after its transition was encoded. */
  public SagaState withChain(ChainLink link) {
    return new SagaState(
        identity,
        link,
        status,
        startedAtMs,
        updatedAtMs,
        request,
        data,
        lastSequence,
        steps,
        unwind,
        incident,
        forgetAtMs);
  }

  /** Starts a changed copy. */
  Change change() {
    return new Change(this);
  }

  /** A changed copy in the making; used by the evolver within one call. */
  static final class Change {
    private final SagaState before;
    private SagaStatus status;
    private long updatedAtMs;
    private Bytes data;
    private long lastSequence;
    private List<StepState> steps;
    private Optional<UnwindReason> unwind;
    private Optional<Incident> incident;
    private long forgetAtMs;

    private Change(SagaState before) {
      this.before = before;
      this.status = before.status;
      this.updatedAtMs = before.updatedAtMs;
      this.data = before.data;
      this.lastSequence = before.lastSequence;
      this.steps = before.steps;
      this.unwind = before.unwind;
      this.incident = before.incident;
      this.forgetAtMs = before.forgetAtMs;
    }

    Change status(SagaStatus next) {
      this.status = next;
      return this;
    }

    Change at(long nowMs) {
      this.updatedAtMs = nowMs;
      return this;
    }

    Change data(Bytes next) {
      this.data = next;
      return this;
    }

    Change lastSequence(long next) {
      this.lastSequence = next;
      return this;
    }

    Change unwind(UnwindReason next) {
      this.unwind = Optional.of(next);
      return this;
    }

    Change incident(Optional<Incident> next) {
      this.incident = next;
      return this;
    }

    /** Replaces the step of that name, or adds it. */
    Change step(StepState next) {
      List<StepState> changed = new ArrayList<>(steps);
      for (int i = 0; i < changed.size(); i++) {
        if (changed.get(i).name().equals(next.name())) {
          changed.set(i, next);
          this.steps = changed;
          return this;
        }
      }
      changed.add(next);
      this.steps = changed;
      return this;
    }

    /** Shrinks the state to what an ended saga keeps. */
    Change tombstone(long forgetAt) {
      this.forgetAtMs = forgetAt;
      this.data = Bytes.EMPTY;
      this.steps = List.of();
      return this;
    }

    SagaState done() {
      return new SagaState(
          before.identity,
          before.chain,
          status,
          before.startedAtMs,
          updatedAtMs,
          before.request,
          data,
          lastSequence,
          steps,
          unwind,
          incident,
          forgetAtMs);
    }
  }
}
