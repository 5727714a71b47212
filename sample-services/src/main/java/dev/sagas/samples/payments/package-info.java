/**
 * The payments service: has a bank charge and refund cards, which happens outside of its database.
 *
 * <p>For readers who look for an example. Uses the participant library and the samples' {@code
 * service} package.
 */
@NullMarked
package dev.sagas.samples.payments;

import org.jspecify.annotations.NullMarked;
