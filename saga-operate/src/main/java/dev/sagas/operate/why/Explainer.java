package dev.sagas.operate.why;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Explains a saga.
 *
 * <ul>
 *   <li>Pure: the same situation gives the same explanation.
 *   <li>What is not known is said to be unknown.
 * </ul>
 */
public final class Explainer {
  private final SagaSituation situation;
  private final Optional<UndoPreview> undo;
  private final List<Sentence> sentences = new ArrayList<>();

  private Explainer(SagaSituation situation) {
    this.situation = situation;
    SagaState saga = situation.saga();
    this.undo =
        saga.status().isTerminal()
            ? Optional.empty()
            : Optional.of(UndoPreview.of(saga, situation.definition(), situation.nowMs()));
  }

  /** Explains a saga whose state is known. */
  public static Explanation explain(SagaSituation situation) {
    Explainer explainer = new Explainer(situation);
    SagaState saga = situation.saga();
    if (saga.status().isTerminal()) {
      explainer.sentences.addAll(new EndSentences(situation).all());
    } else {
      explainer.live();
    }
    return new Explanation(
        saga.identity().id(),
        Optional.of(saga.status().name()),
        saga.chain().revision(),
        situation.nowMs(),
        explainer.sentences,
        explainer.undo);
  }

  /**
   * Explains a saga whose checkpoint cannot be read: it does not match its digest, or a newer
   * version wrote it.
   *
   * @param why what is wrong with it
   * @param nowMs epoch ms
   */
  public static Explanation unreadable(SagaId saga, String why, long nowMs) {
    Sentence sentence =
        Sentence.about(SentenceKind.UNREADABLE)
            .fact("reason", why)
            .says(
                """
                Its state is unknown: its checkpoint cannot be read (%s). A checkpoint that does \
                not match its digest is not trusted: the orchestrator holds the saga's inputs and \
                rebuilds it from the journal. One that a newer version wrote is read by that \
                version.\
                """
                    .formatted(why));
    Sentence remedy =
        Sentence.about(SentenceKind.REMEDY)
            .fact("command", "saga audit")
            .says("To see what is damaged.");
    return new Explanation(
        saga, Optional.empty(), 0, nowMs, List.of(sentence, remedy), Optional.empty());
  }

  private void live() {
    ControlSentences control = new ControlSentences(situation);
    sentences.addAll(control.paused());
    IncidentSentences incidents = new IncidentSentences(situation);
    situation.saga().incidents().forEach(open -> sentences.addAll(incidents.of(open)));
    WaitSentences waits = new WaitSentences(situation);
    for (StepState step : situation.saga().steps().open()) {
      if (situation.saga().incidentOf(step.name()).isEmpty()) {
        sentences.addAll(waits.of(step));
      }
    }
    if (sentences.isEmpty()) {
      sentences.add(control.waitsForEngine());
    }
    SagaSituation.awaited(situation.saga()).stream()
        .sorted()
        .forEach(name -> sentences.addAll(new ParticipantSentences(situation).of(name)));
    sentences.addAll(new LetterSentences(situation).all());
    sentences.addAll(new OrchestratorSentences(situation).all());
    sentences.addAll(control.course());
    sentences.addAll(new CourseSentences(situation).all());
    undo.ifPresent(preview -> sentences.add(CourseSentences.undo(situation.saga(), preview)));
  }
}
