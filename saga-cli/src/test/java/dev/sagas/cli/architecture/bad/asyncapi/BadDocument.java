package dev.sagas.cli.architecture.bad.asyncapi;

import dev.sagas.engine.deployment.Deployment;

/** A document must not depend on where a deployment is. */
public record BadDocument(Deployment deployment) {}
