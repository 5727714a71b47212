/**
 * The order fulfilment saga, the file of orders to try it with, and the books that prove it.
 *
 * <p>For readers who look for an example. The definition uses only {@code definition} and the
 * samples' records.
 */
@NullMarked
package dev.sagas.samples.order;

import org.jspecify.annotations.NullMarked;
