/**
 * Large values for the engine: functions of definitions see them whole, but never wait for the
 * object store that keeps them.
 *
 * <p>The entry is {@link dev.sagas.orchestrator.claims.StagedClaims}, which the engine's codec
 * uses. For the processors of partitions. Uses {@code saga-claims} only.
 */
@NullMarked
package dev.sagas.orchestrator.claims;

import org.jspecify.annotations.NullMarked;
