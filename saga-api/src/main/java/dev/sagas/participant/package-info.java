/** TBD. */
@NullMarked
package dev.sagas.participant;

import org.jspecify.annotations.NullMarked;
