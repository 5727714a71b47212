package dev.sagas.orchestrator.wire;

import dev.sagas.orchestrator.core.Digest;

/** A command as the journal remembers it. */
public record SentCommand(String topic, String commandId, String deduplicationKey, Digest digest) {}
