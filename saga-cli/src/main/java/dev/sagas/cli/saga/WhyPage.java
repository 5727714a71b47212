package dev.sagas.cli.saga;

import dev.sagas.cli.shared.Paragraphs;
import dev.sagas.cli.shared.Printable;
import dev.sagas.operate.why.Explanation;
import dev.sagas.operate.why.Sentence;
import dev.sagas.operate.why.SentenceKind;
import java.util.ArrayList;
import java.util.List;

/** Writes an explanation for a person; only commands may be wider than the columns. */
final class WhyPage {
  private WhyPage() {}

  static List<String> lines(Explanation explanation, int columns) {
    List<String> lines = new ArrayList<>();
    lines.add(
        explanation
            .status()
            .map(
                status ->
                    "Saga %s is %s at revision %s."
                        .formatted(explanation.saga(), status, explanation.revision()))
            .orElse("Saga %s is in an unknown state.".formatted(explanation.saga())));
    for (Sentence sentence : explanation.sentences()) {
      if (sentence.kind() == SentenceKind.REMEDY) {
        lines.add("  " + sentence.facts().get("command"));
        lines.addAll(Paragraphs.wrapped(Printable.of(sentence.text()), "      ", columns));
      } else {
        lines.addAll(Paragraphs.wrapped(Printable.of(sentence.text()), "", columns));
      }
    }
    return lines;
  }
}
