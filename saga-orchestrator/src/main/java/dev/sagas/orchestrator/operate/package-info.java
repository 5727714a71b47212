/**
 * What an operator sees and does: sagas and why they wait, actions on them, signals, dead letters,
 * health.
 *
 * <p>For engine developers. Uses ports of {@code streams} and {@code journal}, not their internals,
 * and {@code wire} for what it reads and writes.
 */
@NullMarked
package dev.sagas.orchestrator.operate;

import org.jspecify.annotations.NullMarked;
