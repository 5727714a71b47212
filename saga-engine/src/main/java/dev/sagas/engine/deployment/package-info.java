/**
 * Names one deployment on a cluster and reads its topics to their end.
 *
 * <p>The entries are {@link dev.sagas.engine.deployment.Deployment} and {@link
 * dev.sagas.engine.deployment.TopicReader}; what cannot be read or written is a {@link
 * dev.sagas.engine.deployment.DeploymentException}, whose message says what to do. For replay and
 * operators' tools. May use {@code wire}, the protocol's vocabulary and Kafka's clients.
 */
@NullMarked
package dev.sagas.engine.deployment;

import org.jspecify.annotations.NullMarked;
