package dev.sagas.operate.why;

import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.query.TimeText;
import dev.sagas.protocol.SagaId;
import java.util.List;

/** Explains why there is no saga of an id, as far as dead letters tell it. */
public final class UnknownSaga {
  private UnknownSaga() {}

  /**
   * A sentence.
   *
   * @param letters of the id, the newest first
   * @param nowMs epoch ms
   */
  public static String text(SagaId saga, List<DeadLetter> letters, long nowMs, TimeText times) {
    String unknown =
        "No saga has the id " + saga + ", or it ended and has been removed from the store";
    if (letters.isEmpty()) {
      return unknown;
    }
    return "%s. %s To see %s: %s"
        .formatted(
            unknown,
            LetterSentences.text(letters.get(0), new Phrases(nowMs, times)),
            letters.size() == 1 ? "it" : "its " + letters.size() + " letters",
            new CommandLines(saga).deadLetters());
  }
}
