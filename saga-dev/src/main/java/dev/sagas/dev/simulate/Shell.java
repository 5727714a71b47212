package dev.sagas.dev.simulate;

import dev.sagas.engine.DecideFunction;
import dev.sagas.engine.Engine;
import dev.sagas.engine.FiredTimer;
import dev.sagas.engine.Occasion;
import dev.sagas.engine.Outcome;
import dev.sagas.engine.ReceivedInput;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.DecisionContext;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.InboundRecord;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What is around the engine: the store, and topics that are not always as they should be. Looks at
 * what the engine decides on its way.
 */
final class Shell {
  /** The most bytes of a checkpoint without its steps. */
  private static final int MAX_BYTES = 4_000;

  /** The most bytes that a step adds. */
  private static final int MAX_BYTES_OF_STEP = 400;

  private static final int EVERY = 32;
  private static final FaultyTopics.Trouble[] TROUBLES = {
    FaultyTopics.Trouble.MISSING, FaultyTopics.Trouble.TOO_SMALL
  };

  private static final Headers NO_HEADERS = new RecordHeaders();

  private final DecideFunction decider;
  private final Fates fates;
  private final FaultRates rates;
  private final FaultyTopics topics = new FaultyTopics();
  private final Engine engine;
  private Optional<Stored> now = Optional.empty();
  private Optional<Decision> decided = Optional.empty();
  private Optional<InvariantBroken> broken = Optional.empty();
  private int maxStateBytes;
  private long calls;

  Shell(DecideFunction decider, SyntheticWire wire, Fates fates, FaultRates rates) {
    this.decider = decider;
    this.fates = fates;
    this.rates = rates;
    this.engine = Engine.inline(wire.setup(this::decide, topics), (id, bug) -> {});
  }

  /** The largest checkpoint that was written. */
  int maxStateBytes() {
    return maxStateBytes;
  }

  /** What the store holds. */
  record Stored(Checkpoint checkpoint, dev.sagas.engine.core.Bytes encoded) {
    SagaState state() {
      return checkpoint.state();
    }
  }

  /**
   * What becomes of an input.
   *
   * @param decision the one that is written, or that led to nothing
   */
  record Handled(Outcome outcome, Decision decision) {}

  /** Hands an input to the engine. */
  Handled handle(Optional<Stored> stored, SagaInput input, long nowMs) {
    now = stored;
    decided = Optional.empty();
    try {
      Outcome outcome = outcome(stored.map(Stored::checkpoint), input, nowMs);
      broken.ifPresent(
          thrown -> {
            throw thrown;
          });
      return new Handled(outcome, decision(outcome));
    } catch (InvariantBroken known) {
      throw known;
    } catch (RuntimeException | StackOverflowError bug) {
      throw new InvariantBroken(
          Invariant.ENGINE_DECIDES, EventText.of(input) + " makes it throw " + bug, bug);
    } finally {
      topics.set(FaultyTopics.Trouble.NONE);
    }
  }

  private Decision decision(Outcome outcome) {
    Optional<Decision> written = outcome.asWrite().map(Outcome.Write::decided);
    return written.orElseGet(this::unwritten);
  }

  private Decision unwritten() {
    Decision unwritten = decided.orElseThrow();
    InvariantBroken.unless(
        Moment.accepted(unwritten).isEmpty(),
        Invariant.ENGINE_DECIDES,
        () -> "neither this nor an incident is written: " + EventText.of(unwritten));
    return unwritten;
  }

  private Outcome outcome(Optional<Checkpoint> before, SagaInput input, long nowMs) {
    Optional<InboundRecord> record = SyntheticWire.record(input, calls);
    if (record.isEmpty()) {
      Optional<Checkpoint> ringing = before.map(Checkpoint::state).map(Checkpoint::of);
      return engine.handle(ringing, input, new FiredTimer(0, nowMs));
    }
    Occasion received = new ReceivedInput(record.get(), NO_HEADERS, 0, nowMs);
    return engine.handle(before, input, received);
  }

  /** Decides for the engine; for a sample also from the store, which must come to the same. */
  private Decision decide(Optional<SagaState> state, SagaInput input, DecisionContext context) {
    try {
      Decision decision = decider.decide(state, input, context);
      if (calls++ % EVERY == 0) {
        InvariantBroken.unless(
            decider
                .decide(now.map(this::restart).map(Stored::state), input, context)
                .equals(decision),
            Invariant.DETERMINISM,
            () -> "after a restart it decides otherwise than " + EventText.of(decision));
      }
      decided = Optional.of(decision);
      if (Moment.accepted(decision).isPresent() && state.isPresent()) {
        spoil(state.get());
      }
      return decision;
    } catch (SimulatedBug bug) {
      throw bug;
    } catch (InvariantBroken thrown) {
      broken = Optional.of(thrown);
      throw thrown;
    } catch (RuntimeException | StackOverflowError bug) {
      InvariantBroken thrown =
          new InvariantBroken(
              Invariant.ENGINE_DECIDES, EventText.of(input) + " makes it throw " + bug, bug);
      broken = Optional.of(thrown);
      throw thrown;
    }
  }

  /** A bug of the engine, for the simulation: it must cost no more than an incident. */
  private static final class SimulatedBug extends RuntimeException {
    SimulatedBug() {
      super("A bug, for the simulation", null, false, false);
    }
  }

  /** The topics, or the engine itself, may be found wanting just when something is decided. */
  private void spoil(SagaState state) {
    long revision = state.chain().revision();
    if (state.sagaIncident().isEmpty()
        && !state.status().isTerminal()
        && fates.strikes(
            SimulatedFaultKind.OUTPUT_REFUSED,
            rates.chance(SimulatedFaultKind.OUTPUT_REFUSED),
            revision)) {
      int trouble = (int) (revision % (TROUBLES.length + 1));
      if (trouble == TROUBLES.length) {
        throw new SimulatedBug();
      }
      topics.set(TROUBLES[trouble]);
    }
  }

  /** What the store holds after a restart, which must be what it held before. */
  Stored restart(Stored stored) {
    int bytes = stored.encoded().size();
    maxStateBytes = Math.max(maxStateBytes, bytes);
    Checkpoint restored = CheckpointCodec.decode(stored.encoded().array());
    InvariantBroken.unless(
        restored.equals(stored.checkpoint()),
        Invariant.RESTART_EQUALS_STATE,
        "the checkpoint holds another state");
    int steps = restored.state().steps().size();
    InvariantBroken.unless(
        bytes <= MAX_BYTES + steps * MAX_BYTES_OF_STEP,
        Invariant.STATE_SIZE,
        () -> "a checkpoint of " + steps + " steps has " + bytes + " bytes");
    return new Stored(restored, stored.encoded());
  }
}
