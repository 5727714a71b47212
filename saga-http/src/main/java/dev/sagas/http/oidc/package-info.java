/**
 * Who asks, by the tokens of an OpenID Connect issuer.
 *
 * <p>The entries are {@link dev.sagas.http.oidc.OidcAuthenticator} for tokens that programs send,
 * and {@link dev.sagas.http.oidc.OidcLogin} for browsers. For the orchestrator's wiring. May use
 * {@code exchange}, {@code security} and Nimbus' library, which checks the tokens.
 */
@NullMarked
package dev.sagas.http.oidc;

import org.jspecify.annotations.NullMarked;
