/**
 * A saga as a step of another: a business trip whose travel is booked by a trip booking of its own.
 *
 * <p>For readers of {@code docs/guides/sub-sagas.md}. Uses the API and the sample {@code trip}.
 */
@NullMarked
package dev.sagas.samples.agency;

import org.jspecify.annotations.NullMarked;
