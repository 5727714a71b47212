package dev.sagas.orchestrator.streams;

import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Hears of every poll of a stream thread, on that thread, before its records are processed. */
@FunctionalInterface
interface PollListener {
  void polled(ConsumerRecords<byte[], byte[]> records);
}
