/**
 * Observations of handlers, from which Micrometer makes timers and spans.
 *
 * <p>Enter at {@link dev.sagas.spring.observation.ObservedHandlers}. For operators, and for authors
 * who replace the convention. May use Micrometer's observations and the participants' API.
 */
@NullMarked
package dev.sagas.spring.observation;

import org.jspecify.annotations.NullMarked;
