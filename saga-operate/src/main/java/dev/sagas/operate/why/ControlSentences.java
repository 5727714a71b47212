package dev.sagas.operate.why;

import dev.sagas.engine.core.Control;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.protocol.SagaStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What operators have set on a saga, and why it turns back. */
final class ControlSentences {
  private final SagaState saga;
  private final Phrases phrases;

  ControlSentences(SagaSituation situation) {
    this.saga = situation.saga();
    this.phrases = new Phrases(situation.nowMs(), situation.times());
  }

  /** By whom it is paused, or why it is held back, and what resumes it. */
  List<Sentence> paused() {
    return saga.control()
        .pause()
        .map(pause -> saga.isHeldBack() ? heldBack(pause) : paused(pause))
        .orElse(List.of());
  }

  private List<Sentence> heldBack(Control.Pause pause) {
    return List.of(
        Sentence.about(SentenceKind.HELD_BACK)
            .fact("reason", pause.reason())
            .fact("sinceAtMs", pause.sinceMs())
            .says(
                """
                It has not begun, and is held back %s: %s. It begins by itself as soon as there is \
                room, those of its type that were started before it first.\
                """
                    .formatted(phrases.since(pause.sinceMs()), pause.reason())),
        resume("If it must not wait for that: it begins at once."));
  }

  private Sentence resume(String when) {
    return Sentence.about(SentenceKind.REMEDY)
        .fact(
            "command",
            new CommandLines(saga.identity().id()).of(OperationKind.RESUME, Optional.empty()))
        .fact("operation", OperationKind.RESUME.name())
        .says(when);
  }

  private List<Sentence> paused(Control.Pause pause) {
    return List.of(
        Sentence.about(SentenceKind.PAUSED)
            .fact("actor", pause.actor())
            .fact("reason", pause.reason())
            .fact("sinceAtMs", pause.sinceMs())
            .says(
                "It has been paused by %s %s: %s. Nothing is sent and no timer runs."
                    .formatted(
                        pause.actor(),
                        phrases.since(pause.sinceMs()),
                        Phrases.quoted(pause.reason()))),
        resume("If the reason no longer applies."));
  }

  Sentence waitsForEngine() {
    return Sentence.about(SentenceKind.WAITS_FOR_ENGINE)
        .fact("sinceAtMs", saga.updatedAtMs())
        .says(
            "It waits for nothing that is known, and last changed %s."
                .formatted(phrases.ago(saga.updatedAtMs())));
  }

  /** Why it turns back, and what is held until later. */
  List<Sentence> course() {
    List<Sentence> all = new ArrayList<>();
    saga.unwind().ifPresent(reason -> all.add(turnsBack(reason)));
    saga.control()
        .heldCancel()
        .ifPresent(
            reason ->
                all.add(
                    about(SentenceKind.CANCEL_HELD, reason)
                        .says(
                            """
                            A cancel is held until the pivot is answered: a success refuses it, a \
                            rejection turns the saga back. It was %s.\
                            """
                                .formatted(Phrases.error(reason.code(), reason.message())))));
    saga.control()
        .restartFrom()
        .ifPresent(
            step ->
                all.add(
                    Sentence.about(SentenceKind.RESTARTING)
                        .fact("step", step.value())
                        .says(
                            "It will continue from step %s once what came after it is undone."
                                .formatted(step))));
    deadline().ifPresent(all::add);
    return all;
  }

  private Sentence turnsBack(UnwindReason reason) {
    String awaits =
        saga.status() == SagaStatus.STOPPING ? " The attempts in flight are awaited first." : "";
    String step = reason.step().map(name -> " at step " + name).orElse("");
    return about(SentenceKind.TURNS_BACK, reason)
        .says(
            "It turns back%s because of %s.%s"
                .formatted(step, Phrases.error(reason.code(), reason.message()), awaits));
  }

  private static Sentence.Draft about(SentenceKind kind, UnwindReason reason) {
    Sentence.Draft draft =
        Sentence.about(kind).fact("code", reason.code()).fact("message", reason.message());
    reason.step().ifPresent(step -> draft.fact("step", step.value()));
    return draft;
  }

  /** It applies until the saga turns back, or the pivot is sent (R13). */
  private Optional<Sentence> deadline() {
    if (saga.request().deadlineAtMs().isEmpty()
        || saga.status() != SagaStatus.RUNNING
        || saga.control().pivotSent()) {
      return Optional.empty();
    }
    long atMs = saga.request().deadlineAtMs().getAsLong();
    Sentence.Draft draft = Sentence.about(SentenceKind.DEADLINE).fact("atMs", atMs);
    return Optional.of(
        draft.says(
            phrases.isPast(atMs)
                ? "Its deadline passed %s: it turns back as soon as it can."
                    .formatted(phrases.ago(atMs))
                : "Its deadline is %s: then it turns back.".formatted(phrases.in(atMs))));
  }
}
