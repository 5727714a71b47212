package dev.sagas.index.architecture.bad.live;

import dev.sagas.engine.deployment.Deployment;

/** The index must not read topics. */
public record BadLive(Deployment deployment) {}
