/**
 * What an operator sees and does: health, and dead letters.
 *
 * <p>For engine developers. Uses ports of {@code streams} and {@code journal}, not their insides.
 */
@NullMarked
package dev.sagas.orchestrator.operate;

import org.jspecify.annotations.NullMarked;
