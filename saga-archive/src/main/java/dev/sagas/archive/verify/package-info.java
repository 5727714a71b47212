/**
 * Finds what is missing, changed, doubled or in the wrong order in an archive.
 *
 * <p>The entry is {@link dev.sagas.archive.verify.ArchiveVerifier}. For the command; uses the
 * archive's format and the object store.
 */
@NullMarked
package dev.sagas.archive.verify;

import org.jspecify.annotations.NullMarked;
