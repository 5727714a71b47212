/**
 * {@code saga list}, {@code saga counts}, {@code saga show}, {@code saga why}, {@code saga history}
 * and {@code saga watch}.
 *
 * <p>The entry is {@link dev.sagas.cli.saga.ListCommand}. For operators at a shell. May use {@code
 * cli.shared}, {@code cli.server} and {@code dev.sagas.operate}.
 */
@NullMarked
package dev.sagas.cli.saga;

import org.jspecify.annotations.NullMarked;
