package dev.sagas.dev.simulate;

import dev.sagas.engine.DecideFunction;
import java.util.OptionalInt;

/**
 * What to simulate.
 *
 * <ul>
 *   <li>The same values give the same run, on any machine.
 * </ul>
 *
 * @param sagas how many; at least 1
 * @param seed of all randomness
 * @param only the number of the one saga to run, as it runs among the others; all if empty
 * @param decider the function that decides
 */
public record SimulationConfig(
    int sagas, long seed, OptionalInt only, DecideFunction.Factory decider) {
  public SimulationConfig {
    if (sagas < 1) {
      throw new IllegalArgumentException("Expected at least one saga, but got " + sagas);
    }
    if (only.isPresent() && only.getAsInt() < 0) {
      throw new IllegalArgumentException(
          "Expected a saga's number from 0 on, but got " + only.getAsInt());
    }
  }

  /** This many sagas with the real engine. */
  public static SimulationConfig of(int sagas, long seed) {
    return new SimulationConfig(sagas, seed, OptionalInt.empty(), DecideFunction.Factory.DECIDER);
  }

  /** One saga of a run, alone. */
  public SimulationConfig withOnly(int saga) {
    return new SimulationConfig(1, seed, OptionalInt.of(saga), decider);
  }

  /** Another function that decides. */
  public SimulationConfig withDecider(DecideFunction.Factory other) {
    return new SimulationConfig(sagas, seed, only, other);
  }
}
