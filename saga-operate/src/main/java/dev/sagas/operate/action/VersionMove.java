package dev.sagas.operate.action;

import dev.sagas.operate.query.StoredSagas;
import dev.sagas.protocol.SagaType;

/**
 * An operator's request to migrate all live sagas of one version to another.
 *
 * @param dryRun true to change nothing, and report what would happen
 * @param limit how many sagas at most, 1 to {@value StoredSagas#MAX_LISTED}; those that wait
 *     longest
 */
public record VersionMove(
    SagaType type, int from, int to, String actor, String reason, boolean dryRun, int limit) {}
