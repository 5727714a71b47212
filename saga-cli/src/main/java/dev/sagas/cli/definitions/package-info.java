/**
 * {@code saga definitions}: list, show, graph, asyncapi, check, migrate.
 *
 * <p>The entry is {@link dev.sagas.cli.definitions.DefinitionsCommand}. For operators at a shell.
 * May use {@code cli.shared}, {@code cli.action}, {@code cli.asyncapi}, {@code cli.server} and
 * {@code dev.sagas.operate}.
 */
@NullMarked
package dev.sagas.cli.definitions;

import org.jspecify.annotations.NullMarked;
