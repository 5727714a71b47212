package dev.sagas.architecture.bad.metrics;

import dev.sagas.architecture.bad.client.BadClient;

/** Metrics must not use the client. */
public record BadMetrics(BadClient client) {}
