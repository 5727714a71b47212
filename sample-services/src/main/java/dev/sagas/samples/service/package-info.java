/**
 * What every sample service needs around its handlers: configuration, a database, a process, and
 * calls of what is outside.
 *
 * <p>For the sample services. Uses the participant library, Flyway, HikariCP, Jackson and Kafka's
 * configuration classes.
 */
@NullMarked
package dev.sagas.samples.service;

import org.jspecify.annotations.NullMarked;
