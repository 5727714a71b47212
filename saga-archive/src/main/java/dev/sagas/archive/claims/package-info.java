/**
 * Collects objects of large values that nothing needs any more, and finds those that are missing.
 *
 * <p>The entries are {@link dev.sagas.archive.claims.ClaimSweeper} and {@link
 * dev.sagas.archive.claims.ClaimVerifier}. What is needed they see in a deployment's topics; {@code
 * dev.sagas.claims} writes and reads the objects. For the command line.
 */
@NullMarked
package dev.sagas.archive.claims;

import org.jspecify.annotations.NullMarked;
