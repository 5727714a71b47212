package dev.sagas.engine;

import dev.sagas.engine.wire.DeadLetterCode;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is sent where the state does not change: nothing is taken that its topic would refuse, or
 * that has no topic, because such a record aborts its transaction, and the next one with the same
 * inputs, for ever.
 */
final class OutputCollector {
  private final OutputLimits limits;
  private final List<Outcome.Output> outputs = new ArrayList<>();
  private final List<Outcome.Omission> omissions = new ArrayList<>();

  OutputCollector(OutputLimits limits) {
    this.limits = limits;
  }

  List<Outcome.Output> outputs() {
    return outputs;
  }

  List<Outcome.Omission> omissions() {
    return omissions;
  }

  void omit(Outcome.Omission.Kind kind, String message) {
    omissions.add(new Outcome.Omission(kind, message));
  }

  /** Takes a record; else says why its topic does not take it. */
  Optional<Unsendable> send(OutboundRecord record, long atMs) {
    Optional<Unsendable> problem = limits.problem(record);
    if (problem.isEmpty()) {
      outputs.add(new Outcome.Output(record, atMs));
    }
    return problem;
  }

  /** Takes a record that nobody depends on. */
  void offer(OutboundRecord record, long atMs) {
    send(record, atMs)
        .ifPresent(
            problem ->
                omit(
                    Outcome.Omission.Kind.OUTPUT,
                    "A record of saga %s is not sent to %s: %s"
                        .formatted(
                            record.headers().get(SagaHeaders.SAGA_ID),
                            record.topic(),
                            problem.message())));
  }

  /** What a letter is kept for, and in which topic. */
  record LetterOrder(Optional<SagaId> sagaId, LetterForm.Reason reason, String topic) {
    static LetterOrder of(
        Optional<SagaId> sagaId, DeadLetterCode code, String message, String topic) {
      return new LetterOrder(sagaId, LetterForm.Reason.of(code, message), topic);
    }
  }

  /**
   * Keeps a record that could not be applied: its bytes and headers, and why. A reply's own error
   * stays in front of ours, so that it is still there when the letter is redriven. Of a record that
   * is too large for a letter, as much is kept as fits.
   */
  void deadLetter(ReceivedInput received, LetterOrder order) {
    for (LetterForm form : LetterForm.values()) {
      if (letter(received, form, order)) {
        return;
      }
    }
    lost(received, "not even its digests fit into " + order.topic());
  }

  /** Keeps of a record nothing but its position, sizes and digests, and why. */
  void minimalLetter(ReceivedInput received, LetterOrder order) {
    if (!letter(received, LetterForm.WITHOUT_KEY_TOO, order)) {
      lost(received, order.topic() + " takes no letter");
    }
  }

  private void lost(ReceivedInput received, String why) {
    omit(
        Outcome.Omission.Kind.LETTER,
        received.record().position() + " is lost: " + why + "; raise its max.message.bytes");
  }

  private boolean letter(ReceivedInput received, LetterForm form, LetterOrder order) {
    OutboundRecord letter = form.of(received, order.sagaId(), order.reason(), order.topic());
    if (limits.problemOfCarried(letter).isPresent()) {
      return false;
    }
    if (form != LetterForm.WHOLE) {
      omit(Outcome.Omission.Kind.LETTER_PART, order.reason().message());
    }
    outputs.add(new Outcome.Output(letter, received.nowMs()));
    return true;
  }
}
