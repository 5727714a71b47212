/**
 * The shipping service: books carriers, which are outside of its database.
 *
 * <p>For readers who look for an example. Uses the participant library and the samples' {@code
 * service} package.
 */
@NullMarked
package dev.sagas.samples.shipping;

import org.jspecify.annotations.NullMarked;
