/**
 * What every sample service needs around its handlers: configuration, a database, a process.
 *
 * <p>For the sample services. Uses the participant library, Flyway, HikariCP and Kafka's
 * configuration classes.
 */
@NullMarked
package dev.sagas.samples.service;

import org.jspecify.annotations.NullMarked;
