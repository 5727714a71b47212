/**
 * The orders service: records orders and their status.
 *
 * <p>For readers who look for an example. Uses the participant library and the samples' {@code
 * service} package.
 */
@NullMarked
package dev.sagas.samples.orders;

import org.jspecify.annotations.NullMarked;
