/**
 * What Spring Boot configures for sagas, and the properties {@code saga.*}.
 *
 * <p>Enter at {@link dev.sagas.spring.autoconfigure.SagaProperties}. For contributors. May use all
 * packages of this module.
 */
@NullMarked
package dev.sagas.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
