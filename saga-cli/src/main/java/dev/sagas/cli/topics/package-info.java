/**
 * {@code saga topics}.
 *
 * <p>The entry is {@link dev.sagas.cli.topics.TopicsCommand}. For operators at a shell. May use
 * {@code cli.shared}, {@code dev.sagas.operate} and Kafka's clients.
 */
@NullMarked
package dev.sagas.cli.topics;

import org.jspecify.annotations.NullMarked;
