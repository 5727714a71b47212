package dev.sagas.index.architecture.bad.cluster;

import dev.sagas.index.architecture.bad.live.BadLive;

/** A member must not know the index. */
public record BadMember(BadLive index) {}
