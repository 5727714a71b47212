/**
 * Starts and stops what runs in the background with the application, and starts it again while
 * Kafka or the registry is away.
 *
 * <p>Enter at {@link dev.sagas.spring.lifecycle.SagaLifecycle}. For contributors. May use the
 * participants' API and Spring's lifecycle.
 */
@NullMarked
package dev.sagas.spring.lifecycle;

import org.jspecify.annotations.NullMarked;
