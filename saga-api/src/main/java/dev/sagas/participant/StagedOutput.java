package dev.sagas.participant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** What one command writes, kept until its transaction. Used by one lane, then by the loop. */
final class StagedOutput implements RecordSender {
  /** A row of the fence after the command. */
  record Change(String executeKey, StoredRow row) {}

  private final RecordGuard guard;
  private final List<ProducerRecord<byte[], byte[]>> effect = new ArrayList<>();
  private final List<ProducerRecord<byte[], byte[]>> answers = new ArrayList<>();
  private Optional<Change> change = Optional.empty();

  StagedOutput(RecordGuard guard) {
    this.guard = guard;
  }

  @Override
  public CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
    try {
      Optional<Exception> objection = guard.objection(record);
      if (objection.isPresent()) {
        return CompletableFuture.failedFuture(
            new UndeliverableException(record.topic(), objection.get()));
      }
    } catch (KafkaException e) {
      return CompletableFuture.failedFuture(e);
    }
    answers.add(record);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> sendAtLast(ProducerRecord<byte[], byte[]> record) {
    try {
      Optional<Exception> objection = guard.objection(record);
      if (objection.isPresent()) {
        return CompletableFuture.failedFuture(
            objection.get() instanceof RecordTooLargeException tooLarge
                ? new UndeliverableException(record.topic(), tooLarge)
                : objection.get());
      }
    } catch (KafkaException e) {
      return CompletableFuture.failedFuture(e);
    }
    answers.add(record);
    return CompletableFuture.completedFuture(null);
  }

  /** What the handler did, and the row that says so. */
  void effect(List<ProducerRecord<byte[], byte[]>> records, Change changed) {
    effect.clear();
    effect.addAll(records);
    change = Optional.of(changed);
  }

  /** The handler's records, then the answers, in the order in which they came. */
  List<ProducerRecord<byte[], byte[]>> records() {
    List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(effect);
    all.addAll(answers);
    return all;
  }

  Optional<Change> change() {
    return change;
  }
}
