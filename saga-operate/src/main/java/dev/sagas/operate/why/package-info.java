/**
 * Explains one saga in sentences: what it waits for, why, what follows, and what an operator's
 * action would do. Pure: everything that is known is an argument.
 *
 * <p>The entries are {@link dev.sagas.operate.why.Explainer}, {@link
 * dev.sagas.operate.why.UndoPreview} and {@link dev.sagas.operate.why.ActionPreview}. For the
 * command line and HTTP. May use the engine's {@code core}, {@code query}, {@code history} and what
 * {@code doctor} knows of groups.
 */
@NullMarked
package dev.sagas.operate.why;

import org.jspecify.annotations.NullMarked;
