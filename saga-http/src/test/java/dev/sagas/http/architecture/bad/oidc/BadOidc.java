package dev.sagas.http.architecture.bad.oidc;

import io.javalin.Javalin;

/** Who may ask must not depend on the HTTP server. */
public record BadOidc(Javalin server) {}
