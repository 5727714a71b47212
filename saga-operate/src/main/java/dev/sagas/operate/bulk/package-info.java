/**
 * Acts on many sagas at once: what is selected is frozen first, confirmed, then acted on one by
 * one.
 *
 * <p>The entry is {@link dev.sagas.operate.bulk.Batches}. For HTTP and the command line. May use
 * {@code operate.action}, the index of live sagas and the engine.
 */
@NullMarked
package dev.sagas.operate.bulk;

import org.jspecify.annotations.NullMarked;
