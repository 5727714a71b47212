package dev.sagas.participant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Collects what a handler sends, until it has returned. Thread-safe. */
final class RecordOutlet {
  /** The most records that a handler may send. */
  static final int MAX_RECORDS = 1_000;

  private final RecordGuard guard;
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private boolean closed;

  RecordOutlet(RecordGuard guard) {
    this.guard = guard;
  }

  void add(ProducerRecord<byte[], byte[]> record) {
    Optional<Exception> objection = guard.objection(record);
    if (objection.isPresent()) {
      throw new IllegalArgumentException(
          "Expected a record that " + record.topic() + " can take", objection.get());
    }
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException(
            "Expected records to be sent by the handler alone, but the handler has returned");
      }
      if (records.size() >= MAX_RECORDS) {
        throw new IllegalStateException(
            "Expected at most " + MAX_RECORDS + " records of one command");
      }
      records.add(record);
    }
  }

  /** All records; no more are accepted. */
  synchronized List<ProducerRecord<byte[], byte[]>> close() {
    closed = true;
    return List.copyOf(records);
  }
}
