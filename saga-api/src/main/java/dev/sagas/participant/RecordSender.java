package dev.sagas.participant;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends what a participant writes. */
interface RecordSender {
  /**
   * Sends a record; gives up on a topic that stays missing or forbidden.
   *
   * @return completes when nothing more needs to be done for the record; fails with {@link
   *     UndeliverableException} when it can never be sent, with anything else when the command must
   *     be handled again
   */
  CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record);

  /** The same, but waits for the topic however long it takes. */
  CompletableFuture<Void> sendAtLast(ProducerRecord<byte[], byte[]> record);
}
