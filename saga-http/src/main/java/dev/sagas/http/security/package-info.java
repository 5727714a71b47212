/**
 * Who asks, and what they may do.
 *
 * <p>The entry is {@link dev.sagas.http.security.Authenticator}. For the server. May use {@code
 * exchange}.
 */
@NullMarked
package dev.sagas.http.security;

import org.jspecify.annotations.NullMarked;
