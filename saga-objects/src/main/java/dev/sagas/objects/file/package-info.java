/**
 * Objects as files below a folder.
 *
 * <p>The entry is {@link dev.sagas.objects.file.FileObjectStore}, usually opened by its address.
 * Uses only the JDK.
 */
@NullMarked
package dev.sagas.objects.file;

import org.jspecify.annotations.NullMarked;
