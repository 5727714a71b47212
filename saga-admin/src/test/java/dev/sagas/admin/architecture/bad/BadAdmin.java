package dev.sagas.admin.architecture.bad;

import org.apache.kafka.common.KafkaException;

/** The client must not need Kafka. */
public record BadAdmin(KafkaException failure) {}
