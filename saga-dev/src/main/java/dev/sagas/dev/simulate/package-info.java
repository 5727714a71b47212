/**
 * The simulator: random sagas in a world full of faults, with the invariants checked after every
 * record.
 *
 * <p>The entry is {@link dev.sagas.dev.simulate.Simulator}; {@code docs/reference/simulator.md}
 * describes it. For engine developers. May use the engine with its {@code core} and {@code wire};
 * virtual time, no threads, no Kafka.
 */
@NullMarked
package dev.sagas.dev.simulate;

import org.jspecify.annotations.NullMarked;
