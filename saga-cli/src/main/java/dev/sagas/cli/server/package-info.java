/**
 * Asks the orchestrators over HTTP, instead of reading topics.
 *
 * <p>The entry is {@link dev.sagas.cli.server.ServerOptions}. For the commands. May use {@code
 * cli.shared}, {@code dev.sagas.operate}, picocli, Jackson and the JDK's HTTP client.
 */
@NullMarked
package dev.sagas.cli.server;

import org.jspecify.annotations.NullMarked;
