/**
 * {@code saga list}, {@code saga show}, {@code saga why} and {@code saga history}.
 *
 * <p>The entry is {@link dev.sagas.cli.saga.ListCommand}. For operators at a shell. May use {@code
 * cli.shared} and {@code dev.sagas.operate}.
 */
@NullMarked
package dev.sagas.cli.saga;

import org.jspecify.annotations.NullMarked;
