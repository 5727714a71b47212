/**
 * Health of what a saga application needs and runs, for Spring Boot's health endpoint.
 *
 * <p>For operators; see {@code docs/guides/spring-boot.md}. May use the parts, the registry's
 * client and Kafka's admin client.
 */
@NullMarked
package dev.sagas.spring.health;

import org.jspecify.annotations.NullMarked;
