package dev.sagas.testkit.simulate;

import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.DecisionContext;
import dev.sagas.orchestrator.core.IncidentCode;
import dev.sagas.orchestrator.core.SagaDecider;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaState;
import java.util.Optional;

/** What stands around the decision function in the engine: the store, and checks of the output. */
final class Shell {
  private static final int EVERY = 32;
  private static final IncidentCode[] CODES = {
    IncidentCode.OUTPUT_TOO_LARGE, IncidentCode.TOPIC_MISSING, IncidentCode.ENGINE_FAULT
  };

  private final DecideFunction decider;
  private final Checkpoints checkpoints;
  private final Fates fates;
  private final Mood mood;
  private int maxStateBytes;
  private int calls;

  Shell(DecideFunction decider, Checkpoints checkpoints, Fates fates, Mood mood) {
    this.decider = decider;
    this.checkpoints = checkpoints;
    this.fates = fates;
    this.mood = mood;
  }

  /** The largest checkpoint that was written. */
  int maxStateBytes() {
    return maxStateBytes;
  }

  /** Decides; for a sample also from the checkpoint, which must come to the same. */
  Decision decide(Optional<SagaState> state, SagaInput input, DecisionContext context) {
    try {
      Decision decision = decider.decide(state, input, context);
      if (calls++ % EVERY == 0) {
        InvariantBroken.unless(
            decider.decide(state.map(this::restart), input, context).equals(decision),
            Invariant.DETERMINISM,
            () -> "after a restart it decides otherwise than " + Words.of(decision));
      }
      return outputIsRefused(state, decision) ? refuse(state.orElseThrow(), context) : decision;
    } catch (InvariantBroken broken) {
      throw broken;
    } catch (RuntimeException | StackOverflowError bug) {
      throw new InvariantBroken(
          Invariant.ENGINE_DECIDES, Words.of(input) + " makes it throw " + bug, bug);
    }
  }

  private boolean outputIsRefused(Optional<SagaState> state, Decision decision) {
    return decision instanceof Decision.Accepted
        && state.isPresent()
        && state.get().sagaIncident().isEmpty()
        && fates.strikes(
            FaultKind.OUTPUT_REFUSED,
            mood.chance(FaultKind.OUTPUT_REFUSED),
            state.get().chain().revision());
  }

  private static Decision refuse(SagaState state, DecisionContext context) {
    IncidentCode code = CODES[(int) (state.chain().revision() % CODES.length)];
    return SagaDecider.incident(state, code, "The output cannot be written", context);
  }

  /** The state as it is after a restart. */
  SagaState restart(SagaState state) {
    Checkpoints.Restored restored = checkpoints.restart(state);
    maxStateBytes = Math.max(maxStateBytes, restored.bytes());
    InvariantBroken.unless(
        restored.state().equals(state),
        Invariant.RESTART_EQUALS_STATE,
        "the checkpoint holds another state");
    int steps = state.steps().size();
    InvariantBroken.unless(
        restored.bytes() <= Checkpoints.MAX_BYTES + steps * Checkpoints.MAX_BYTES_OF_STEP,
        Invariant.STATE_SIZE,
        () -> "a checkpoint of " + steps + " steps has " + restored.bytes() + " bytes");
    return restored.state();
  }
}
