package dev.sagas.http.architecture.bad.api;

import io.javalin.Javalin;

/** The API must not know the HTTP server. */
public record BadApi(Javalin server) {}
