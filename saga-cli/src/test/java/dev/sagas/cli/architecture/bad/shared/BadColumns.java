package dev.sagas.cli.architecture.bad.shared;

import dev.sagas.index.live.LiveIndex;

/** Formatting must not know the index. */
public record BadColumns(LiveIndex index) {}
