package dev.sagas.participant;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Takes what a participant writes. */
interface RecordSender {
  /**
   * Sends a record; gives up on a topic that stays missing or forbidden.
   *
   * @return completes when the record needs no more care; fails with {@link UndeliverableException}
   *     when it can never be sent, with anything else when the command is to be handled again
   */
  CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record);

  /** The same, but waits for the topic however long it takes. */
  CompletableFuture<Void> sendAtLast(ProducerRecord<byte[], byte[]> record);
}
