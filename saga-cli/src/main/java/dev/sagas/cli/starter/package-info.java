/** Writes the starter project with the names of its user. */
@NullMarked
package dev.sagas.cli.starter;

import org.jspecify.annotations.NullMarked;
