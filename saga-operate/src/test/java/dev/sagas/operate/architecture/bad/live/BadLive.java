package dev.sagas.operate.architecture.bad.live;

import org.apache.kafka.common.TopicPartition;

/** The index must not know topics. */
public record BadLive(TopicPartition partition) {}
