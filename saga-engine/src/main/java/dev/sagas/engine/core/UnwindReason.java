package dev.sagas.engine.core;

import dev.sagas.protocol.StepName;
import java.util.Optional;

/** Why effects are being undone. */
public record UnwindReason(Optional<StepName> step, String code, String message) {}
