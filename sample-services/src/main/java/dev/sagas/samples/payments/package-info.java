/**
 * The payments service: charges and refunds cards.
 *
 * <p>For readers who look for an example. Uses the participant library and the samples' {@code
 * service} package.
 */
@NullMarked
package dev.sagas.samples.payments;

import org.jspecify.annotations.NullMarked;
