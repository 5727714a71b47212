package dev.sagas.http.architecture.bad.security;

import io.javalin.Javalin;

/** Who may ask must not depend on the HTTP server. */
public record BadSecurity(Javalin server) {}
