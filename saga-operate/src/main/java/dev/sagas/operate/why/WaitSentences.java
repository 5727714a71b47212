package dev.sagas.operate.why;

import dev.sagas.engine.core.StepState;
import dev.sagas.operate.history.StepError;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.query.TimeText;
import dev.sagas.protocol.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What an open step waits for. */
final class WaitSentences {
  private final SagaSituation situation;
  private final Phrases phrases;
  private final CommandLines commands;

  WaitSentences(SagaSituation situation) {
    this.situation = situation;
    this.phrases = new Phrases(situation.nowMs(), situation.times());
    this.commands = new CommandLines(situation.saga().identity().id());
  }

  /** The sentences about a step that has no incident. */
  List<Sentence> of(StepState step) {
    Action action = step.status().action();
    return switch (step.status().waitsFor()) {
      case REPLY -> attempt(step, action);
      case RETRY -> backoff(step, action);
      case SIGNAL -> signal(step);
      case SLEEP -> sleep(step);
      case NONE -> List.of();
    };
  }

  private List<Sentence> attempt(StepState step, Action action) {
    List<Sentence> all = new ArrayList<>();
    all.add(
        about(SentenceKind.WAITS_FOR_REPLY, step)
            .fact("action", action.headerValue())
            .fact("participant", participant(step))
            .fact("attempt", step.attempt())
            .says(
                "%s waits for participant %s to answer attempt %s, sent %s."
                    .formatted(
                        subject(step, action),
                        participant(step),
                        attemptOf(step, action),
                        phrases.ago(step.sinceMs()))));
    if (step.attempt() > 1) {
      all.add(lastError(step, action));
    }
    all.add(timer(step, "If no answer arrives, the attempt times out", "attempt timed out"));
    return all;
  }

  private List<Sentence> backoff(StepState step, Action action) {
    List<Sentence> all = new ArrayList<>();
    all.add(
        about(SentenceKind.WAITS_FOR_RETRY, step)
            .fact("action", action.headerValue())
            .fact("participant", participant(step))
            .fact("attempt", step.attempt())
            .says(
                "%s waits for its next attempt with participant %s: attempt %s failed %s."
                    .formatted(
                        subject(step, action),
                        participant(step),
                        attemptOf(step, action),
                        phrases.ago(step.sinceMs()))));
    all.add(lastError(step, action));
    all.add(timer(step, "The next attempt begins", "next attempt was due"));
    return all;
  }

  private List<Sentence> signal(StepState step) {
    String signal = step.target().orElse("unknown");
    Optional<PublishedSaga.Step> published = situation.step(step.name());
    boolean approval = published.filter(each -> each.kind().equals("APPROVAL")).isPresent();
    List<Sentence> all = new ArrayList<>();
    all.add(
        about(approval ? SentenceKind.WAITS_FOR_APPROVAL : SentenceKind.WAITS_FOR_SIGNAL, step)
            .fact("signal", signal)
            .says(
                "Step %s has waited %s for %s."
                    .formatted(
                        step.name(),
                        phrases.length(step.sinceMs()),
                        approval
                            ? "a person's decision, approval " + signal
                            : "the signal " + signal)));
    all.add(timer(step, "The wait times out", "wait timed out"));
    if (approval) {
      all.add(remedy(commands.approve(signal), "To approve it."));
      all.add(remedy(commands.decline(signal), "To decline it."));
    } else {
      String type = published.flatMap(PublishedSaga.Step::record).orElse("RECORD");
      all.add(remedy(commands.signal(signal, type), "To send the signal."));
    }
    return all;
  }

  private static Sentence remedy(String command, String purpose) {
    return Sentence.about(SentenceKind.REMEDY).fact("command", command).says(purpose);
  }

  private List<Sentence> sleep(StepState step) {
    return List.of(
        about(SentenceKind.SLEEPS, step)
            .says(
                "Step %s has slept %s, as its definition says."
                    .formatted(step.name(), phrases.length(step.sinceMs()))),
        timer(step, "It wakes up", "sleep was over"));
  }

  private Sentence timer(StepState step, String willBe, String wasDue) {
    Sentence.Draft draft =
        Sentence.about(SentenceKind.NEXT_TIMER).fact("step", step.name().value());
    if (situation.saga().isFrozen()) {
      return draft
          .fact("frozen", true)
          .says("No timer runs while it is paused, or has an incident as a whole.");
    }
    if (step.dueAtMs().isEmpty()) {
      return draft.says("Nothing ends this wait by itself.");
    }
    long dueAtMs = step.dueAtMs().getAsLong();
    draft.fact("dueAtMs", dueAtMs).fact("overdue", phrases.isPast(dueAtMs));
    return draft.says(
        phrases.isPast(dueAtMs)
            ? """
              Its %s %s, and the engine has not acted on it: the orchestrator may be down, \
              or behind with its input.\
              """
                .formatted(wasDue, phrases.ago(dueAtMs))
            : willBe + " " + phrases.in(dueAtMs) + ".");
  }

  private Sentence lastError(StepState step, Action action) {
    Optional<StepError> error =
        Optional.ofNullable(situation.journal().errors().get(step.name()))
            .filter(known -> known.action() == action);
    Sentence.Draft draft =
        Sentence.about(SentenceKind.LAST_ERROR).fact("step", step.name().value());
    if (error.isEmpty()) {
      return draft
          .fact("known", false)
          .says(
              "Its last error is unknown: "
                  + (situation.journal().read()
                      ? "the part of the journal that was read does not contain it."
                      : "the journal was not read."));
    }
    StepError known = error.get();
    return draft
        .fact("known", true)
        .fact("code", known.code())
        .fact("message", known.message())
        .fact("atMs", known.atMs())
        .says(
            "Its last error was %s, %s ago."
                .formatted(
                    Phrases.error(known.code(), known.message()),
                    TimeText.duration(situation.nowMs() - known.atMs())));
  }

  private static Sentence.Draft about(SentenceKind kind, StepState step) {
    return Sentence.about(kind).fact("step", step.name().value()).fact("sinceAtMs", step.sinceMs());
  }

  private static String participant(StepState step) {
    return step.target().orElse("unknown");
  }

  private static String subject(StepState step, Action action) {
    return switch (action) {
      case EXECUTE -> "Step " + step.name();
      case COMPENSATE -> "The undo of step " + step.name();
    };
  }

  /** Such as {@code 2 of 10}; how often an undo may be tried is not published. */
  private String attemptOf(StepState step, Action action) {
    OptionalInt most =
        situation
            .step(step.name())
            .map(PublishedSaga.Step::maxAttempts)
            .orElse(OptionalInt.empty());
    int spent = step.attempt() - step.attempts().spentBefore();
    boolean countable =
        action == Action.EXECUTE && most.isPresent() && spent >= 1 && spent <= most.getAsInt();
    return countable ? spent + " of " + most.getAsInt() : Integer.toString(step.attempt());
  }
}
