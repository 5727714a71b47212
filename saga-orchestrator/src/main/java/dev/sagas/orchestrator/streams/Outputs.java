package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.wire.DeadLetterCode;
import dev.sagas.orchestrator.wire.InboundRecord;
import dev.sagas.orchestrator.wire.OutboundRecord;
import dev.sagas.orchestrator.wire.RecordSize;
import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door to all topics: nothing passes that its topic would refuse, or that has no topic,
 * because such a record aborts its transaction, and the next one with the same inputs, for ever.
 */
final class Outputs {
  private static final Logger LOG = LoggerFactory.getLogger(Outputs.class);

  private final ProcessorContext<byte[], OutboundRecord> context;
  private final String deadLetterTopic;
  private final OutputLimits limits;
  private final EngineCounters counters;

  Outputs(
      ProcessorContext<byte[], OutboundRecord> context,
      String deadLetterTopic,
      OutputLimits limits,
      EngineCounters counters) {
    this.context = context;
    this.deadLetterTopic = deadLetterTopic;
    this.limits = limits;
    this.counters = counters;
  }

  OutputLimits limits() {
    return limits;
  }

  EngineCounters counters() {
    return counters;
  }

  /** Sends a record of a transition that {@link OutputLimits} has let pass as a whole. */
  void sendChecked(OutboundRecord output, long atMs) {
    Headers headers = new RecordHeaders();
    output.headers().forEach((name, value) -> put(headers, name, value));
    forward(output, headers, atMs);
  }

  /** Sends a record; else says why its topic does not take it. */
  Optional<Unsendable> send(OutboundRecord output, long atMs) {
    Optional<Unsendable> problem = limits.problem(output);
    if (problem.isEmpty()) {
      sendChecked(output, atMs);
    }
    return problem;
  }

  /**
   * Sends a record that nobody depends on; if its topic does not take it, that is logged and
   * counted.
   */
  void offer(OutboundRecord output, long atMs) {
    Optional<Unsendable> problem = send(output, atMs);
    if (problem.isPresent()) {
      counters.count(EngineCounters.Counter.OUTPUTS_LEFT_OUT);
      LOG.warn(
          "A record of saga {} is not sent to {}: {}",
          output.headers().get(SagaHeaders.SAGA_ID),
          output.topic(),
          problem.get().message());
    }
  }

  /**
   * Sends a record on as it came, with its headers and one more; else says why its topic does not
   * take it.
   */
  Optional<Unsendable> reroute(InboundRecord record, Headers original, int partition, long atMs) {
    Headers headers = new RecordHeaders(original);
    put(headers, SagaHeaders.REROUTED_FROM, record.position().toString());
    String topic = record.position().topic();
    Bytes key = record.key().orElse(Bytes.EMPTY);
    Bytes value = record.value().orElse(Bytes.EMPTY);
    Optional<Unsendable> problem =
        limits.problem(
            topic, RecordSize.upperBound(key.size(), value.size(), RecordSize.ofHeaders(headers)));
    if (problem.isEmpty()) {
      OptionalInt to = OptionalInt.of(partition);
      forward(new OutboundRecord(topic, to, key, value, Map.of()), headers, atMs);
    }
    return problem;
  }

  /**
   * Keeps a record that could not be applied: its bytes and headers, and why. A reply's own error
   * stays in front of ours, so that it is still there when the letter is redriven. Of a record that
   * is too large for a letter, as much is kept as fits.
   */
  void deadLetter(Turn turn, DeadLetterCode code, String message) {
    LetterForm.Reason reason = LetterForm.Reason.of(code, message);
    for (LetterForm form : LetterForm.values()) {
      if (letter(turn, form, reason)) {
        return;
      }
    }
    LOG.error(
        "{} is lost: not even its digests fit into {}; raise its max.message.bytes",
        turn.record().position(),
        deadLetterTopic);
  }

  /** Keeps of a record nothing but its position, sizes and digests, and why. */
  void minimalLetter(Turn turn, DeadLetterCode code, String message) {
    LetterForm.Reason reason = LetterForm.Reason.of(code, message);
    if (!letter(turn, LetterForm.WITHOUT_KEY_TOO, reason)) {
      LOG.error("{} is lost: {} takes no letter", turn.record().position(), deadLetterTopic);
    }
  }

  private boolean letter(Turn turn, LetterForm form, LetterForm.Reason reason) {
    LetterForm.Letter letter = form.of(turn.record(), turn.headers(), turn.sagaId(), reason);
    if (limits.problem(deadLetterTopic, letter.maxBytes()).isPresent()) {
      return false;
    }
    if (form != LetterForm.WHOLE) {
      counters.count(EngineCounters.Counter.LETTERS_SHORTENED);
    }
    OutboundRecord output =
        new OutboundRecord(
            deadLetterTopic, OptionalInt.empty(), letter.key(), letter.value(), Map.of());
    forward(output, letter.headers(), turn.nowMs());
    return true;
  }

  private void forward(OutboundRecord output, Headers headers, long atMs) {
    context.forward(new Record<>(output.key().array(), output, atMs, headers), EngineNames.SINK);
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
