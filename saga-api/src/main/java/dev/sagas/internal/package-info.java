/** What several packages of the library share; not part of the API, may change at any time. */
@NullMarked
package dev.sagas.internal;

import org.jspecify.annotations.NullMarked;
