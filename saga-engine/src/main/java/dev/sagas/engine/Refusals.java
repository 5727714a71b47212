package dev.sagas.engine;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.Rejection;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.DeadLetterCode;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of inputs that change nothing: notes, answers, refusals and dead letters. None is
 * dropped silently.
 */
final class Refusals {
  private final EngineSetup setup;
  private final OutputLimits limits;
  private final NoteLimiter notes;

  Refusals(EngineSetup setup, OutputLimits limits) {
    this.setup = setup;
    this.limits = limits;
    this.notes = new NoteLimiter(setup.limits().maxNotesPerSecond());
  }

  /** Handles a rejected input of a saga that may or may not exist. */
  Outcome rejected(
      ReceivedInput received,
      SagaInput input,
      Optional<SagaState> met,
      Decision.Rejected rejected) {
    if (rejected.reason() == Rejection.NOTHING_DUE) {
      throw new IllegalStateException("Only timers are rejected so");
    }
    Optional<DeadLetterCode> code = DeadLetterCode.of(rejected.reason());
    return code.isPresent()
        ? refused(
            received, new Refusal(Optional.of(input.sagaId()), met, code.get(), rejected.message()))
        : noted(received, input, met, rejected);
  }

  private Outcome noted(
      ReceivedInput received,
      SagaInput input,
      Optional<SagaState> met,
      Decision.Rejected rejected) {
    OutputCollector sent = new OutputCollector(limits);
    String why = rejected.reason() + ": " + rejected.message();
    met.ifPresent(state -> addNote(state, why, new Rejectee(received, input), sent));
    SagaId id = input.sagaId();
    if (rejected.reason() == Rejection.DUPLICATE_START) {
      answer(
          received,
          new OutputWriter.Answer(id, OutputWriter.Verdict.DUPLICATE, met, Optional.empty()),
          sent);
    } else if (rejected.reason() == Rejection.CONFLICTING_START) {
      answer(
          received,
          new OutputWriter.Answer(
              id,
              OutputWriter.Verdict.CONFLICT,
              met,
              Optional.of(Map.entry(rejected.reason().name(), rejected.message()))),
          sent);
    }
    Outcome.Reason reason =
        new Outcome.Reason(
            rejected.reason().name(), rejected.message(), Optional.of(id), Optional.empty());
    return new Outcome.Refuse(reason, sent.outputs(), sent.omissions());
  }

  /** Answers an accepted start. */
  Outcome.Write accepted(ReceivedInput received, Outcome.Write write) {
    OutputCollector sent = new OutputCollector(limits);
    SagaState state = write.checkpoint().state();
    answer(
        received,
        new OutputWriter.Answer(
            state.identity().id(),
            OutputWriter.Verdict.ACCEPTED,
            Optional.of(state),
            Optional.empty()),
        sent);
    List<Outcome.Output> outputs = new ArrayList<>(write.outputs());
    outputs.addAll(sent.outputs());
    return new Outcome.Write(
        write.decided(),
        write.checkpoint(),
        write.encoded(),
        write.timerBeforeMs(),
        outputs,
        sent.omissions());
  }

  /** Why a request cannot be handled whose answer could not be sent. */
  Optional<Refusal> unanswerable(
      ReceivedInput received, SagaInput.Start start, Optional<SagaState> met) {
    return received
        .header(SagaHeaders.REPLY_TO)
        .filter(topic -> !isAnswerTopic(topic))
        .map(
            topic ->
                new Refusal(
                    Optional.of(start.sagaId()),
                    met,
                    DeadLetterCode.UNKNOWN_REPLY_TO,
                    "Expected %s to be one of %s"
                        .formatted(SagaHeaders.REPLY_TO, setup.answerTopics())));
  }

  private boolean isAnswerTopic(String topic) {
    return setup.answerTopics().contains(topic) && setup.topicLimits().maxBytes(topic).isPresent();
  }

  /**
   * Keeps a record that cannot be applied, and refuses it if it asked for a saga: it gets an
   * outcome only if no saga has its id (R2).
   */
  Outcome refused(ReceivedInput received, Refusal refusal) {
    OutputCollector sent = new OutputCollector(limits);
    sent.deadLetter(received, letter(refusal));
    Position position = received.record().position();
    if (position.topic().equals(setup.topics().requests())) {
      refusal.sagaId().ifPresent(id -> refuseStart(received, id, refusal, sent));
    }
    return outcome(received, refusal, sent);
  }

  private OutputCollector.LetterOrder letter(Refusal refusal) {
    return OutputCollector.LetterOrder.of(
        refusal.sagaId(), refusal.code(), refusal.message(), setup.topics().deadLetters());
  }

  private static Outcome outcome(ReceivedInput received, Refusal refusal, OutputCollector sent) {
    Outcome.Reason reason =
        new Outcome.Reason(
            refusal.code().name(),
            refusal.message(),
            refusal.sagaId(),
            Optional.of(received.record().position()));
    return new Outcome.Refuse(reason, sent.outputs(), sent.omissions());
  }

  private void refuseStart(
      ReceivedInput received, SagaId id, Refusal refusal, OutputCollector sent) {
    String code = refusal.code().name();
    if (refusal.met().isEmpty()) {
      OutputWriter.Refusal written =
          new OutputWriter.Refusal(
              id,
              received.header(SagaHeaders.TYPE).orElse(""),
              code,
              refusal.message(),
              received.nowMs());
      sent.offer(setup.writer().refused(written, received.route()), received.nowMs());
    }
    answer(
        received,
        new OutputWriter.Answer(
            id,
            OutputWriter.Verdict.REFUSED,
            refusal.met(),
            Optional.of(Map.entry(code, refusal.message()))),
        sent);
  }

  /** Keeps of a record nothing but what names it: its transaction has failed again and again. */
  Outcome givenUp(ReceivedInput received, Refusal refusal) {
    OutputCollector sent = new OutputCollector(limits);
    sent.minimalLetter(received, letter(refusal));
    return outcome(received, refusal, sent);
  }

  /** An operator waits for the answer to an operation; there are few of them. */
  private static boolean isAwaited(SagaInput input) {
    return input.asOperation().isPresent();
  }

  /** A record, and what was read from it. */
  private record Rejectee(ReceivedInput received, SagaInput input) {}

  private void addNote(SagaState met, String why, Rejectee rejectee, OutputCollector sent) {
    ReceivedInput received = rejectee.received();
    SagaInput input = rejectee.input();
    if (!isAwaited(input) && !notes.allows(received.nowMs())) {
      sent.omit(Outcome.Omission.Kind.NOTE, why);
      return;
    }
    Outcome.Output note = note(met, why, received.cause(input), received);
    sent.send(note.record(), note.atMs())
        .ifPresent(
            problem ->
                sent.deadLetter(
                    received,
                    letter(
                        new Refusal(
                            Optional.of(input.sagaId()),
                            Optional.of(met),
                            DeadLetterCode.OUTPUT_TOO_LARGE,
                            problem.message()))));
  }

  private Outcome.Output note(SagaState met, String why, Cause cause, Occasion occasion) {
    JournalEntry entry =
        new JournalEntry(
            new JournalEntry.Place(
                met.identity(),
                met.chain().revision(),
                Math.max(occasion.nowMs(), met.updatedAtMs()),
                met.chain().hash()),
            cause,
            JournalEntry.Content.note(why, met.status()));
    OutboundRecord record =
        setup
            .writer()
            .journal(met.identity().id(), setup.journal().encode(entry), occasion.route());
    return new Outcome.Output(record, entry.atMs());
  }

  /** What the journal says of a saga whose state was rebuilt from it. */
  OutputCollector rebuilt(SagaState state, FiredTimer timer) {
    OutputCollector sent = new OutputCollector(limits);
    Outcome.Output note =
        note(
            state,
            "REBUILT: The checkpoint did not match its digest; the state is that of the journal",
            Cause.ENGINE,
            timer);
    sent.offer(note.record(), note.atMs());
    return sent;
  }

  /** Changes nothing, where no record is to be kept. */
  static Outcome unwritable(SagaState state, Unsendable problem) {
    Outcome.Reason reason =
        new Outcome.Reason(
            problem.code().name(),
            problem.message(),
            Optional.of(state.identity().id()),
            Optional.empty());
    return new Outcome.Refuse(reason, List.of(), List.of());
  }

  private void answer(ReceivedInput received, OutputWriter.Answer answer, OutputCollector sent) {
    received
        .header(SagaHeaders.REPLY_TO)
        .filter(setup.answerTopics()::contains)
        .map(topic -> setup.writer().answer(topic, received.header(SagaHeaders.REQUEST_ID), answer))
        .ifPresent(record -> sent.offer(record, received.nowMs()));
  }
}
