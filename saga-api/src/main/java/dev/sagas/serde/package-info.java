/** TBD. */
@NullMarked
package dev.sagas.serde;

import org.jspecify.annotations.NullMarked;
