package dev.sagas.http.architecture.bad.cluster;

import io.javalin.Javalin;

/** What asks peers must not know the HTTP server. */
public record BadCluster(Javalin server) {}
