package dev.sagas.operate.why;

import dev.sagas.engine.core.SagaState;
import dev.sagas.operate.history.OperatorAction;
import dev.sagas.operate.history.SagaEnding;
import dev.sagas.operate.query.TimeText;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a saga ended. */
final class EndSentences {
  private final SagaSituation situation;
  private final SagaState saga;
  private final Phrases phrases;

  EndSentences(SagaSituation situation) {
    this.situation = situation;
    this.saga = situation.saga();
    this.phrases = new Phrases(situation.nowMs(), situation.times());
  }

  List<Sentence> all() {
    List<Sentence> all = new ArrayList<>();
    all.add(
        Sentence.about(SentenceKind.ENDED)
            .fact("outcome", saga.status().name())
            .fact("atMs", saga.updatedAtMs())
            .fact("tookMs", saga.updatedAtMs() - saga.startedAtMs())
            .says(
                "It ended as %s %s, after %s: %s."
                    .formatted(
                        saga.status(),
                        phrases.ago(saga.updatedAtMs()),
                        TimeText.duration(saga.updatedAtMs() - saga.startedAtMs()),
                        meaning(saga.status()))));
    Optional<SagaEnding> ending = situation.journal().ending();
    if (ending.isPresent()) {
      details(ending.get(), all);
    } else if (saga.status() != SagaStatus.COMPLETED) {
      all.add(unknown());
    }
    saga.forgetAtMs()
        .ifPresent(
            atMs ->
                all.add(
                    Sentence.about(SentenceKind.REMEMBERED)
                        .fact("untilAtMs", atMs)
                        .says(
                            "Its id stays known until %s; the journal remains."
                                .formatted(situation.times().at(atMs)))));
    return all;
  }

  private static String meaning(SagaStatus outcome) {
    return switch (outcome) {
      case COMPLETED -> "every step took effect, except those that were skipped";
      case COMPENSATED -> "every effect was undone";
      case REFUSED -> "it never began";
      case ENDED_BY_OPERATOR -> "a person ended it, or left an effect in place";
      case RUNNING, STOPPING, COMPENSATING ->
          throw new IllegalArgumentException("Expected an ended saga, but it is " + outcome);
    };
  }

  private Sentence unknown() {
    return Sentence.about(SentenceKind.ENDED_BY)
        .fact("known", false)
        .says(
            "Why, by whom and with which effects left is unknown: the journal "
                + (situation.journal().read() ? "no longer has all of it." : "was not read."));
  }

  private void details(SagaEnding ending, List<Sentence> all) {
    ending
        .reason()
        .ifPresent(
            reason -> {
              Sentence.Draft draft =
                  Sentence.about(SentenceKind.TURNS_BACK)
                      .fact("code", reason.code())
                      .fact("message", reason.message());
              reason.step().ifPresent(step -> draft.fact("step", step.value()));
              String step = reason.step().map(name -> " at step " + name).orElse("");
              all.add(
                  draft.says(
                      "It turned back%s because of %s."
                          .formatted(step, Phrases.error(reason.code(), reason.message()))));
            });
    endedBy(ending).ifPresent(all::add);
    names(SentenceKind.SKIPPED, "Operators skipped ", ending.skipped()).ifPresent(all::add);
    if (ending.outcome() == SagaStatus.ENDED_BY_OPERATOR) {
      all.add(
          names(
                  SentenceKind.EFFECTS_LEFT,
                  "Effects that are, or may be, left: ",
                  ending.effectsLeft())
              .orElseGet(
                  () ->
                      Sentence.about(SentenceKind.EFFECTS_LEFT)
                          .fact("steps", List.of())
                          .says("No effect is left.")));
    }
  }

  private Optional<Sentence> endedBy(SagaEnding ending) {
    if (ending.endedBy().isEmpty()) {
      return Optional.empty();
    }
    OperatorAction action = ending.endedBy().get();
    return Optional.of(
        Sentence.about(SentenceKind.ENDED_BY)
            .fact("known", true)
            .fact("actor", action.actor())
            .fact("operation", action.kind().name())
            .fact("reason", action.reason())
            .fact("atMs", action.atMs())
            .says(
                "%s ordered %s %s: %s."
                    .formatted(
                        action.actor(),
                        action.kind(),
                        phrases.ago(action.atMs()),
                        Phrases.quoted(action.reason()))));
  }

  private static Optional<Sentence> names(SentenceKind kind, String words, List<StepName> steps) {
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Sentence.about(kind)
                .fact("steps", steps.stream().map(StepName::value).toList())
                .says(words + UndoText.names(steps) + "."));
  }
}
