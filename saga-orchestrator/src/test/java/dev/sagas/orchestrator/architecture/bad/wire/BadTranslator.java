package dev.sagas.orchestrator.architecture.bad.wire;

import org.apache.kafka.streams.StreamsBuilder;

/** The translator must not use Kafka Streams. */
record BadTranslator(StreamsBuilder builder) {}
