package dev.sagas.http.architecture.bad.records;

import io.javalin.Javalin;

/** What reads topics must not know the HTTP server. */
public record BadRecords(Javalin server) {}
