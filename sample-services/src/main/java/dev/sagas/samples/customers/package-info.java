/**
 * The customers service: holds credit within each customer's limit.
 *
 * <p>For readers who look for an example. Uses the participant library and the samples' {@code
 * service} package.
 */
@NullMarked
package dev.sagas.samples.customers;

import org.jspecify.annotations.NullMarked;
