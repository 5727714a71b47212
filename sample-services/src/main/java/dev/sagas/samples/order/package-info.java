/**
 * The order fulfilment saga, the file of orders to try it with, and the books that prove it.
 *
 * <p>For readers who look for an example. The definition uses {@code definition} and the samples'
 * records alone.
 */
@NullMarked
package dev.sagas.samples.order;

import org.jspecify.annotations.NullMarked;
