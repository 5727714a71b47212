package dev.sagas.operate.why;

import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.deadletters.LetterOrigin;
import java.util.ArrayList;
import java.util.List;

/** Records of the saga that could not be applied: what it waits for may be among them. */
final class LetterSentences {
  private static final int MAX_NAMED = 3;

  private final SagaSituation situation;

  LetterSentences(SagaSituation situation) {
    this.situation = situation;
  }

  /** Those since the run began; earlier ones belong to an earlier run of the same id. */
  List<Sentence> all() {
    List<DeadLetter> own =
        situation.letters().stream()
            .filter(letter -> letter.timeMs() >= situation.saga().startedAtMs())
            .toList();
    List<Sentence> all = new ArrayList<>();
    own.stream().limit(MAX_NAMED).map(this::named).forEach(all::add);
    if (own.size() > MAX_NAMED) {
      all.add(
          Sentence.about(SentenceKind.DEAD_LETTER)
              .fact("further", own.size() - MAX_NAMED)
              .says(
                  "Of its records, %s further ones are dead letters."
                      .formatted(own.size() - MAX_NAMED)));
    }
    if (!own.isEmpty()) {
      all.add(
          Sentence.about(SentenceKind.REMEDY)
              .fact("command", new CommandLines(situation.saga().identity().id()).deadLetters())
              .says("To see them; saga dead-letters redrive sends one again."));
    }
    return all;
  }

  private Sentence named(DeadLetter letter) {
    Sentence.Draft draft =
        Sentence.about(SentenceKind.DEAD_LETTER)
            .fact("position", letter.position().toString())
            .fact("code", letter.code())
            .fact("message", letter.message())
            .fact("atMs", letter.timeMs());
    letter.origin().map(LetterOrigin::toString).ifPresent(from -> draft.fact("origin", from));
    return draft.says(text(letter, new Phrases(situation.nowMs(), situation.times())));
  }

  /**
   * Such as {@code Its record at saga.replies-1@42 could not be applied and is a dead letter …}.
   */
  static String text(DeadLetter letter, Phrases phrases) {
    return "A record of it%s could not be applied %s and is a dead letter: %s."
        .formatted(
            letter.origin().map(from -> ", " + from + ",").orElse(""),
            phrases.ago(letter.timeMs()),
            Phrases.error(letter.code(), letter.message()));
  }
}
