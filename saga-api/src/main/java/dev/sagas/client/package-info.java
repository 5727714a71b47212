/** TBD. */
@NullMarked
package dev.sagas.client;

import org.jspecify.annotations.NullMarked;
