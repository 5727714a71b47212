package dev.sagas.outbox;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A row that waits to be sent.
 *
 * @param seq its position in the order of the table
 * @param sagaId the saga that it is for
 * @param record the record to send
 */
record OutboxRow(long seq, String sagaId, ProducerRecord<byte[], byte[]> record) {
  @Override
  public String toString() {
    return "row " + seq + " for saga " + sagaId + " to " + record.topic();
  }
}
