/**
 * Sagas in a Spring Boot application: what application code names.
 *
 * <p>Enter at {@link dev.sagas.spring.SagaHandler}. For authors of services; see {@code
 * docs/guides/spring-boot.md}. May use the participants' API, the client and Spring.
 */
@NullMarked
package dev.sagas.spring;

import org.jspecify.annotations.NullMarked;
