package dev.sagas.operate.why;

import dev.sagas.protocol.SagaId;
import java.util.List;
import java.util.Optional;

/**
 * Why a saga is where it is, in sentences.
 *
 * <ul>
 *   <li>The sentences are in the order in which a person reads them: what it waits for and since
 *       when, what is known of the cause, what ends it, what follows, what undo would do.
 *   <li>Contains no payload.
 * </ul>
 *
 * @param status its name; empty if it cannot be read
 * @param revision of its newest transition; 0 if it cannot be read
 * @param nowMs the time of the explanation, epoch ms
 * @param undo what undo would do; empty for a saga that has ended or cannot be read
 */
public record Explanation(
    SagaId saga,
    Optional<String> status,
    long revision,
    long nowMs,
    List<Sentence> sentences,
    Optional<UndoPreview> undo) {
  public Explanation {
    sentences = List.copyOf(sentences);
  }

  /** The sentences of one kind. */
  public List<Sentence> of(SentenceKind kind) {
    return sentences.stream().filter(sentence -> sentence.kind() == kind).toList();
  }

  /** The first sentence: the short answer. */
  public Sentence summary() {
    return sentences.get(0);
  }
}
