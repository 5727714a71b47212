package dev.sagas.index.live;

import dev.sagas.protocol.SagaStatus;
import java.util.Optional;

/**
 * What sagas that are counted together have in common.
 *
 * @param waitsFor the first thing they wait for
 */
public record CountKey(
    DefinitionVersion definition, SagaStatus status, Optional<WaitKey> waitsFor) {}
