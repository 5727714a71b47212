/**
 * The inventory service: sets products aside.
 *
 * <p>For readers who look for an example. Uses the participant library and the samples' {@code
 * service} package.
 */
@NullMarked
package dev.sagas.samples.inventory;

import org.jspecify.annotations.NullMarked;
