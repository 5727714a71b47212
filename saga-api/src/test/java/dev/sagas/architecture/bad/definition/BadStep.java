package dev.sagas.architecture.bad.definition;

import org.apache.kafka.common.header.Headers;

/** A definition must not use Kafka. */
record BadStep(Headers headers) {}
