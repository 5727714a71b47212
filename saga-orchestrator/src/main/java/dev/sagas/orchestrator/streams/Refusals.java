package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.Digest;
import dev.sagas.orchestrator.core.Rejection;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.wire.Cause;
import dev.sagas.orchestrator.wire.DeadLetterCode;
import dev.sagas.orchestrator.wire.JournalEntry;
import dev.sagas.orchestrator.wire.OutboundRecord;
import dev.sagas.orchestrator.wire.OutputWriter;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of inputs that change nothing: notes, answers, refusals and dead letters. None is
 * dropped silently.
 */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final EngineParts parts;
  private final Outputs outputs;
  private final NoteLimiter notes;

  Refusals(EngineParts parts, Outputs outputs) {
    this.parts = parts;
    this.outputs = outputs;
    this.notes = new NoteLimiter(parts.limits().maxNotesPerSecond());
  }

  /** Handles a rejected input of a saga that may or may not exist. */
  void rejected(Turn turn, Optional<SagaState> state, Rejection reason, String message) {
    switch (reason) {
      case DUPLICATE_START -> {
        note(turn, state, reason + ": " + message);
        answer(turn, OutputWriter.Verdict.DUPLICATE, state, Optional.empty());
      }
      case CONFLICTING_START -> {
        note(turn, state, reason + ": " + message);
        answer(
            turn,
            OutputWriter.Verdict.CONFLICT,
            state,
            Optional.of(Map.entry(reason.name(), message)));
      }
      case UNKNOWN_TYPE,
          UNKNOWN_VERSION,
          INVALID_DATA,
          NO_SUCH_SAGA,
          UNKNOWN_SIGNAL,
          INVALID_SIGNAL,
          SIGNAL_BUFFER_FULL,
          ENGINE_FAULT ->
          refused(turn, state, DeadLetterCode.valueOf(reason.name()), message);
      case FOREIGN_REPLY,
          STALE_REPLY,
          STALE_SIGNAL,
          DUPLICATE_OPERATION,
          REFUSED_OPERATION,
          DRY_RUN,
          ALREADY_ENDED ->
          note(turn, state, reason + ": " + message);
      case NOTHING_DUE -> throw new IllegalStateException("Only timers are rejected so");
    }
  }

  /** Answers an accepted start. */
  void accepted(Turn turn, SagaState state) {
    answer(turn, OutputWriter.Verdict.ACCEPTED, Optional.of(state), Optional.empty());
  }

  /**
   * Keeps a record that cannot be applied, and refuses it if it asked for a saga: it gets an
   * outcome only if no saga has its id (R2).
   */
  void refused(Turn turn, Optional<SagaState> state, DeadLetterCode code, String message) {
    LOG.warn(
        "Dead letter {} from {} (saga {}): {}",
        code,
        turn.record().position(),
        turn.sagaId().map(SagaId::value).orElse("unknown"),
        message);
    outputs.deadLetter(turn, code, message);
    if (!turn.record().position().topic().equals(parts.topics().requests())
        || turn.sagaId().isEmpty()) {
      return;
    }
    SagaId id = turn.sagaId().get();
    if (state.isEmpty()) {
      OutputWriter.Refusal refusal =
          new OutputWriter.Refusal(
              id,
              turn.record().headers().getOrDefault(SagaHeaders.TYPE, ""),
              code.name(),
              message,
              turn.nowMs());
      outputs.offer(parts.writer().refused(refusal, turn.route()), turn.nowMs());
    }
    answer(turn, OutputWriter.Verdict.REFUSED, state, Optional.of(Map.entry(code.name(), message)));
  }

  /** An operator waits for the answer to an operation; there are few of them. */
  private static boolean isAwaited(Turn turn) {
    return turn.cause().kind() == Cause.Kind.OPERATION;
  }

  private void note(Turn turn, Optional<SagaState> met, String why) {
    if (met.isEmpty()) {
      return;
    }
    if (!isAwaited(turn) && !notes.allows(turn.nowMs())) {
      outputs.counters().count(EngineCounters.Counter.NOTES_LEFT_OUT);
      return;
    }
    note(met.get(), why, turn.cause(), new Written(turn.route(), turn.nowMs()))
        .ifPresent(
            problem ->
                outputs.deadLetter(turn, DeadLetterCode.OUTPUT_TOO_LARGE, problem.message()));
  }

  /** Where and when a note is written. */
  private record Written(OutputWriter.Route route, long nowMs) {}

  private Optional<Unsendable> note(SagaState state, String why, Cause cause, Written written) {
    JournalEntry entry =
        new JournalEntry(
            state.identity(),
            Optional.of(why),
            state.chain().revision(),
            Math.max(written.nowMs(), state.updatedAtMs()),
            cause,
            List.of(),
            List.of(),
            Optional.empty(),
            state.status(),
            state.chain().hash(),
            Digest.ZERO);
    OutboundRecord record =
        parts
            .writer()
            .journal(state.identity().id(), parts.journal().encode(entry), written.route());
    return outputs.send(record, entry.atMs());
  }

  /** Says in the journal that a saga's state was rebuilt from it. */
  void rebuilt(SagaState state, OutputWriter.Route route, long nowMs) {
    note(
            state,
            "REBUILT: The checkpoint did not match its digest; the state is that of the journal",
            Cause.TIMER,
            new Written(route, nowMs))
        .ifPresent(problem -> LOG.error("No note of a rebuilt saga: {}", problem.message()));
  }

  private void answer(
      Turn turn,
      OutputWriter.Verdict verdict,
      Optional<SagaState> state,
      Optional<Map.Entry<String, String>> reason) {
    Optional<String> topic = turn.header(SagaHeaders.REPLY_TO);
    Optional<SagaId> id = turn.sagaId();
    if (topic.isEmpty() || id.isEmpty() || !parts.answerTopics().contains(topic.get())) {
      return;
    }
    OutboundRecord record =
        parts
            .writer()
            .answer(
                topic.get(),
                turn.header(SagaHeaders.REQUEST_ID),
                new OutputWriter.Answer(id.get(), verdict, state, reason));
    outputs.offer(record, turn.nowMs());
  }

  /** Refuses an input of a saga that is not there. */
  void noSuchSaga(Turn turn, String message) {
    refused(turn, Optional.empty(), DeadLetterCode.NO_SUCH_SAGA, message);
  }
}
