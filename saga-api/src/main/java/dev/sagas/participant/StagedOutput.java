package dev.sagas.participant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * The output of one command, kept until its transaction. Used by the thread that handles the
 * command and those that complete its answers, then by the loop.
 */
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
    return checked(record, RecordGuard::isAboutTheRecord);
  }

  @Override
  public CompletableFuture<Void> sendAtLast(ProducerRecord<byte[], byte[]> record) {
    return checked(record, RecordTooLargeException.class::isInstance);
  }

  private CompletableFuture<Void> checked(
      ProducerRecord<byte[], byte[]> record, Predicate<Exception> isForGood) {
    return guard
        .check(record)
        .thenRun(() -> add(record))
        .exceptionallyCompose(
            failure -> {
              KafkaException problem = KnownTopics.problem(failure);
              return CompletableFuture.failedFuture(
                  isForGood.test(problem)
                      ? new UndeliverableException(record.topic(), problem)
                      : problem);
            });
  }

  private synchronized void add(ProducerRecord<byte[], byte[]> record) {
    answers.add(record);
  }

  /** What the handler did, and the row that records it. */
  synchronized void effect(List<ProducerRecord<byte[], byte[]>> records, Change changed) {
    effect.clear();
    effect.addAll(records);
    change = Optional.of(changed);
  }

  /** The handler's records, then the answers, in order of arrival. */
  synchronized List<ProducerRecord<byte[], byte[]>> records() {
    List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(effect);
    all.addAll(answers);
    return all;
  }

  synchronized Optional<Change> change() {
    return change;
  }
}
