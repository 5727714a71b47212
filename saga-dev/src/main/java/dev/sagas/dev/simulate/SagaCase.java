package dev.sagas.dev.simulate;

import dev.sagas.engine.core.SagaInput;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One saga in its world: the engine's side of it, what befalls it, and where its records go.
 *
 * <ul>
 *   <li>Nothing in it depends on the other sagas of the world, so that a saga alone does the same.
 * </ul>
 */
final class SagaCase {
  private final Origin origin;
  private final SimulatedSaga engine;
  private final Surrounded by;
  private Consumer<List<Transition>> listener = transitions -> {};
  private Optional<Timer> timer = Optional.empty();
  private boolean markedDirty;

  /** What a saga is made of. */
  record Origin(int index, Dice dice, FaultRates rates, Fates fates, DefinitionSketch sketch) {}

  /** Its partition, and the participants' books. */
  record Surrounded(Partition partition, Ledger ledger) {}

  /**
   * A planned ring.
   *
   * @param dueAtMs by the engine's clock, epoch ms
   * @param ringsAtMs by the true time, epoch ms
   */
  record Timer(long dueAtMs, long ringsAtMs) {}

  SagaCase(Origin origin, SimulatedSaga engine, Surrounded by) {
    this.origin = origin;
    this.engine = engine;
    this.by = by;
  }

  int index() {
    return origin.index();
  }

  SimulatedSaga engine() {
    return engine;
  }

  /** The true effects. */
  Ledger ledger() {
    return by.ledger();
  }

  Dice dice() {
    return origin.dice();
  }

  Fates fates() {
    return origin.fates();
  }

  FaultRates rates() {
    return origin.rates();
  }

  DefinitionSketch sketch() {
    return origin.sketch();
  }

  boolean strikes(SimulatedFaultKind kind, long key) {
    return origin.fates().strikes(kind, origin.rates().chance(kind), key);
  }

  /** Writes a record to the saga's partition. */
  void append(SagaInput input) {
    by.partition().append(this, input);
  }

  /** Runs something unless the saga has failed; what breaks an invariant fails it. */
  void guard(Runnable what) {
    if (engine.failure().isPresent()) {
      return;
    }
    try {
      what.run();
    } catch (InvariantBroken broken) {
      engine.fail(broken);
    }
  }

  /** Who is told what was committed. */
  void whenCommitted(Consumer<List<Transition>> told) {
    this.listener = told;
  }

  /** Tells what was committed. */
  void committed(List<Transition> transitions) {
    guard(() -> listener.accept(transitions));
  }

  Optional<Timer> timer() {
    return timer;
  }

  void setTimer(Optional<Timer> planned) {
    this.timer = planned;
  }

  boolean isMarkedDirty() {
    return markedDirty;
  }

  void markDirty(boolean marked) {
    this.markedDirty = marked;
  }
}
