package dev.sagas.outbox;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A row that waits to be sent.
 *
 * @param seq its place in the order of the table
 * @param sagaId the saga that it is for
 * @param record what is to be sent
 */
record OutboxRow(long seq, String sagaId, ProducerRecord<byte[], byte[]> record) {
  @Override
  public String toString() {
    return "row " + seq + " for saga " + sagaId + " to " + record.topic();
  }
}
