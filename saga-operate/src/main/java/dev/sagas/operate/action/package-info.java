/**
 * Sends operators' actions and signals, and awaits the answer in committed topics.
 *
 * <p>The entries are {@link dev.sagas.operate.action.Operations}, {@link
 * dev.sagas.operate.action.Signals} and {@link dev.sagas.operate.action.VersionMoves}. For the
 * command line and HTTP. May use {@code query}, {@code index.live}, the engine and Kafka's clients.
 */
@NullMarked
package dev.sagas.operate.action;

import org.jspecify.annotations.NullMarked;
