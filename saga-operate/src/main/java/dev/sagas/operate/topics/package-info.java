/**
 * Creates and checks a deployment's topics, and sends records to them from outside the engine.
 *
 * <p>The entries are {@link dev.sagas.operate.topics.TopicSetup}, {@link
 * dev.sagas.operate.topics.BrokerReach} and {@link dev.sagas.operate.topics.RecordSender}. For the
 * orchestrator's start, the doctor and operators' actions. May use the engine's {@code deployment}
 * and Kafka's clients.
 */
@NullMarked
package dev.sagas.operate.topics;

import org.jspecify.annotations.NullMarked;
