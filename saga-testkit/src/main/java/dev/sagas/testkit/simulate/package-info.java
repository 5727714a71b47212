/**
 * The simulator: random sagas in a world where everything goes wrong, and what must hold all the
 * same.
 *
 * <p>For engine developers. Uses the orchestrator's core and the wire's checkpoints; virtual time,
 * no threads, no Kafka. {@link dev.sagas.testkit.simulate.Simulator} runs it, {@code
 * docs/reference/simulator.md} describes it.
 */
@NullMarked
package dev.sagas.testkit.simulate;

import org.jspecify.annotations.NullMarked;
