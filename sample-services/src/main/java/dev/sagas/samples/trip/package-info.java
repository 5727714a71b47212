/**
 * The trip booking saga and its three participants: how a step whose outcome no one knows is
 * undone.
 *
 * <p>For readers who look for an example. Uses the API and the samples' {@code service} package.
 */
@NullMarked
package dev.sagas.samples.trip;

import org.jspecify.annotations.NullMarked;
