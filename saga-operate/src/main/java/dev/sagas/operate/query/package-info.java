/**
 * Answers what operators ask about sagas: which there are, why they wait, what a definition looks
 * like, which inputs are kept, and payloads as JSON.
 *
 * <p>The entries are {@link dev.sagas.operate.query.StoredSagas}, {@link
 * dev.sagas.operate.query.PublishedSagas} and {@link dev.sagas.operate.query.Payloads}. For the
 * command line and HTTP. May use {@code index.live}, the engine, {@code serde}, Jackson and Kafka's
 * clients; works on the topics alone.
 */
@NullMarked
package dev.sagas.operate.query;

import org.jspecify.annotations.NullMarked;
