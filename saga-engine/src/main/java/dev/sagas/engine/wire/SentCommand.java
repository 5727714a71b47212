package dev.sagas.engine.wire;

import dev.sagas.engine.core.Digest;

/** A command as the journal remembers it. */
public record SentCommand(String topic, String commandId, String deduplicationKey, Digest digest) {}
