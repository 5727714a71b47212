package dev.sagas.outbox;

import org.apache.kafka.clients.producer.ProducerRecord;

/** A row that waits to be sent, with its position in the order of the table. */
record OutboxRow(long seq, String sagaId, ProducerRecord<byte[], byte[]> record) {
  @Override
  public String toString() {
    return "row " + seq + " for saga " + sagaId + " to " + record.topic();
  }
}
