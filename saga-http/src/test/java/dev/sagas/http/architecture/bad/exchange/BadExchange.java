package dev.sagas.http.architecture.bad.exchange;

import io.javalin.Javalin;

/** A request must not know the HTTP server. */
public record BadExchange(Javalin server) {}
