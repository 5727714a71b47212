/**
 * A client of the operators' API of an orchestrator: asks, acts and listens over HTTP.
 *
 * <p>The entry is {@link dev.sagas.admin.SagaAdmin}. For tools and services of operators. May use
 * the JDK and Jackson: neither Kafka nor the engine is needed.
 */
@NullMarked
package dev.sagas.admin;

import org.jspecify.annotations.NullMarked;
