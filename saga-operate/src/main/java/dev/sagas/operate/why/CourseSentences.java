package dev.sagas.operate.why;

import dev.sagas.engine.core.SagaState;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;

/** What follows, and what undo would do. */
final class CourseSentences {
  private static final int MAX_NAMED = 8;

  private final SagaSituation situation;

  CourseSentences(SagaSituation situation) {
    this.situation = situation;
  }

  List<Sentence> all() {
    List<Sentence> all = new ArrayList<>();
    SagaState saga = situation.saga();
    if (situation.published().isEmpty()) {
      all.add(
          Sentence.about(SentenceKind.DEFINITION_UNKNOWN)
              .fact("type", saga.identity().type().value())
              .fact("version", saga.identity().version())
              .says(
                  """
                  What follows is unknown: definition %s version %s was not read, or is not \
                  published.\
                  """
                      .formatted(saga.identity().type(), saga.identity().version())));
    } else if (saga.status() == SagaStatus.RUNNING) {
      all.add(follows(situation.published().get()));
    }
    return all;
  }

  private Sentence follows(PublishedSaga published) {
    List<String> left =
        published.steps().stream()
            .filter(step -> situation.saga().step(new StepName(step.name())).isEmpty())
            .map(CourseSentences::name)
            .toList();
    List<String> named = left.subList(0, Math.min(MAX_NAMED, left.size()));
    String more = left.size() > MAX_NAMED ? " and " + (left.size() - MAX_NAMED) + " more" : "";
    return Sentence.about(SentenceKind.FOLLOWS)
        .fact(
            "steps",
            published.steps().stream()
                .map(PublishedSaga.Step::name)
                .filter(name -> situation.saga().step(new StepName(name)).isEmpty())
                .toList())
        .says(
            left.isEmpty()
                ? "No further step follows: then it is COMPLETED."
                : "Still to come: %s%s; then COMPLETED.".formatted(String.join(", ", named), more));
  }

  private static String name(PublishedSaga.Step step) {
    String at =
        step.kind().equals("COMMAND") ? step.on().map(on -> " (" + on + ")").orElse("") : "";
    String mark = step.pivot() ? " [pivot]" : "";
    return step.name() + at + mark + (step.conditional() ? " if its condition holds" : "");
  }

  static Sentence undo(SagaState saga, UndoPreview preview) {
    Sentence.Draft draft =
        Sentence.about(SentenceKind.UNDO)
            .fact("basis", preview.basis().name())
            .fact("steps", preview.undone().stream().map(each -> each.step().value()).toList())
            .fact("awaited", preview.awaited().stream().map(StepName::value).toList())
            .fact("needs", preview.needs())
            .fact("effectsLeft", preview.effectsLeft().stream().map(StepName::value).toList());
    preview.outcome().ifPresent(outcome -> draft.fact("outcome", outcome.name()));
    preview.obstacle().ifPresent(obstacle -> draft.fact("obstacle", obstacle));
    return draft.says(beginning(saga, preview) + preview.text() + ".");
  }

  private static String beginning(SagaState saga, UndoPreview preview) {
    if (saga.status() != SagaStatus.RUNNING) {
      return "To end its unwind, it still ";
    }
    boolean refused = preview.obstacle().isPresent() && preview.undone().isEmpty();
    return refused ? "A cancel " : "If it is cancelled, it ";
  }
}
