package dev.sagas.audit;

import dev.sagas.engine.core.Digest;
import java.util.Optional;

/**
 * All that must be known about a run that ended.
 *
 * @param endDigest of the state in which it ended; empty if the run was not sound
 * @param partial true if its first entries have expired
 * @param undoUnproven true if effects were undone under a definition that is not known
 */
record RunAtRest(
    ChainHead head,
    RunEnd end,
    Optional<Digest> endDigest,
    boolean partial,
    boolean undoUnproven,
    FenceWitness fence) {}
