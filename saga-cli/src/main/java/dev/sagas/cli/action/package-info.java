/**
 * Commands that act on a saga: pause, resume, cancel, retry, signal and the others, and how their
 * answers are printed.
 *
 * <p>The entry is {@link dev.sagas.cli.action.OperationCommand}. For operators at a shell. May use
 * {@code cli.shared}, {@code cli.server} and {@code dev.sagas.operate}.
 */
@NullMarked
package dev.sagas.cli.action;

import org.jspecify.annotations.NullMarked;
