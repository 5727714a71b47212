/**
 * The fence and the outbox in the application's own transactions.
 *
 * <p>Enter at {@link dev.sagas.spring.transaction.TransactionalOutbox}. For authors of services,
 * and for contributors. May use the participants' API, the outbox, and Spring's transactions.
 */
@NullMarked
package dev.sagas.spring.transaction;

import org.jspecify.annotations.NullMarked;
