package dev.sagas.testkit.architecture.bad;

import org.apache.kafka.clients.producer.Producer;

/** The test kit must not send anything. */
public record BadTestKit(Producer<String, String> producer) {}
