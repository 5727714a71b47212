/**
 * What several packages of the library need and nobody else: not part of the API, may change at any
 * time.
 */
@NullMarked
package dev.sagas.internal;

import org.jspecify.annotations.NullMarked;
