/**
 * Finds an application's handlers, checks them, and makes participants' handlers of them.
 *
 * <p>Enter at {@link dev.sagas.spring.handler.HandlerCatalog}. For contributors. May use the
 * annotations, the participants' API and Spring's beans.
 */
@NullMarked
package dev.sagas.spring.handler;

import org.jspecify.annotations.NullMarked;
