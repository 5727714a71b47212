/**
 * The command that starts a cluster, puts it under load and faults, and checks what became of it.
 */
@NullMarked
package dev.sagas.chaos.run;

import org.jspecify.annotations.NullMarked;
