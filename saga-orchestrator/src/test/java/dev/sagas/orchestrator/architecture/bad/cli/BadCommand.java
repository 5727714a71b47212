package dev.sagas.orchestrator.architecture.bad.cli;

import org.apache.kafka.streams.KafkaStreams;

/** The command line must not use Kafka Streams. */
public record BadCommand(KafkaStreams streams) {}
