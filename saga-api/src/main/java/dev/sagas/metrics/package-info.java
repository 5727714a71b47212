/**
 * Metrics of participants in Micrometer.
 *
 * <p>For services that have a meter registry; those that have none need no Micrometer on their
 * class path. Uses the participant package and the protocol's identifiers.
 */
@NullMarked
package dev.sagas.metrics;

import org.jspecify.annotations.NullMarked;
