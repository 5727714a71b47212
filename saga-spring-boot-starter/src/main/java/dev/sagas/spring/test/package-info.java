/**
 * Tests of sagas with the handlers of an application, without Kafka.
 *
 * <p>The entry is {@link dev.sagas.spring.test.SagaSliceTest}. For authors of Spring Boot
 * applications. May use {@code dev.sagas.spring.handler}, the test kit and Spring Boot's tests.
 */
@NullMarked
package dev.sagas.spring.test;

import org.jspecify.annotations.NullMarked;
