package dev.sagas.operate.deadletters;

import dev.sagas.operate.topics.SendFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Goes through selected letters in order.
 *
 * <ul>
 *   <li>Letters that must not be redriven are skipped.
 *   <li>After a failed send nothing more is sent, so that the records of a saga keep their order.
 * </ul>
 */
final class Redrive {
  private final RedriveTargets targets;
  private final RedriveSignature signature;
  private final Optional<Function<ProducerRecord<byte[], byte[]>, Optional<SendFailure>>> send;

  private Redrive(
      RedriveTargets targets,
      RedriveSignature signature,
      Optional<Function<ProducerRecord<byte[], byte[]>, Optional<SendFailure>>> send) {
    this.targets = targets;
    this.signature = signature;
    this.send = send;
  }

  /** A redrive that sends nothing. */
  static Redrive dryRun(RedriveTargets targets, RedriveSignature signature) {
    return new Redrive(targets, signature, Optional.empty());
  }

  /**
   * A redrive that sends.
   *
   * @param send sends a record and returns why that failed, if it did
   */
  static Redrive sending(
      RedriveTargets targets,
      RedriveSignature signature,
      Function<ProducerRecord<byte[], byte[]>, Optional<SendFailure>> send) {
    return new Redrive(targets, signature, Optional.of(send));
  }

  List<LetterResult<RedriveOutcome>> run(List<ConsumerRecord<byte[], byte[]>> letters) {
    List<LetterResult<RedriveOutcome>> results = new ArrayList<>();
    boolean failed = false;
    for (ConsumerRecord<byte[], byte[]> record : letters) {
      LetterResult<RedriveOutcome> result = redrive(record, failed);
      failed |=
          result.outcome() == RedriveOutcome.FAILED || result.outcome() == RedriveOutcome.REFUSED;
      results.add(result);
    }
    return results;
  }

  private LetterResult<RedriveOutcome> redrive(
      ConsumerRecord<byte[], byte[]> record, boolean failedBefore) {
    DeadLetter letter = DeadLetter.of(record);
    Optional<String> refusal = targets.refusal(letter);
    if (refusal.isPresent()) {
      return new LetterResult<>(letter, RedriveOutcome.NOT_REDRIVABLE, refusal.get());
    }
    if (send.isEmpty()) {
      return new LetterResult<>(letter, RedriveOutcome.WOULD_BE_SENT, "");
    }
    if (failedBefore) {
      return new LetterResult<>(letter, RedriveOutcome.NOT_TRIED, "a letter before it failed");
    }
    String topic = letter.origin().map(LetterOrigin::topic).orElseThrow();
    return send.get()
        .apply(RedrivenRecord.of(record, topic, signature))
        .map(failure -> failed(letter, failure))
        .orElseGet(() -> new LetterResult<>(letter, RedriveOutcome.SENT, ""));
  }

  private static LetterResult<RedriveOutcome> failed(DeadLetter letter, SendFailure failure) {
    return new LetterResult<>(
        letter,
        failure.certain() ? RedriveOutcome.REFUSED : RedriveOutcome.FAILED,
        failure.reason());
  }
}
