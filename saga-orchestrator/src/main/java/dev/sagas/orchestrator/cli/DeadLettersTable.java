package dev.sagas.orchestrator.cli;

import dev.sagas.orchestrator.operate.DeadLetter;
import dev.sagas.orchestrator.operate.LetterList;
import dev.sagas.orchestrator.operate.RedriveReport;
import dev.sagas.orchestrator.operate.RedriveResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes dead letters, and what became of them, for a person. */
final class DeadLettersTable {
  private DeadLettersTable() {}

  static List<String> lines(LetterList list) {
    List<String> lines = new ArrayList<>();
    for (DeadLetter letter : list.letters()) {
      lines.add(head(letter));
      lines.add("  " + printable(letter.message()));
    }
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(
        list.matched() == list.letters().size()
            ? "Letters: " + list.matched()
            : "Letters: " + list.matched() + ", shown are the newest " + list.letters().size());
    return lines;
  }

  static List<String> lines(RedriveReport report) {
    List<String> lines = new ArrayList<>();
    for (RedriveResult result : report.results()) {
      lines.add(head(result.letter()));
      lines.add("  " + text(result));
    }
    report.notFound().forEach(position -> lines.add(position + "  no letter that matches"));
    if (lines.isEmpty()) {
      lines.add("No letter matches.");
    }
    return lines;
  }

  private static String text(RedriveResult result) {
    String topic = result.letter().origin().map(origin -> origin.topic()).orElse("");
    return switch (result.outcome()) {
      case WOULD_BE_SENT -> "would be sent to " + topic;
      case SENT -> "sent to " + topic;
      case NOT_REDRIVABLE -> "cannot be redriven: " + printable(result.reason());
      case FAILED -> "failed, may have been sent or not: " + printable(result.reason());
      case NOT_TRIED -> "not sent: " + printable(result.reason());
    };
  }

  private static String head(DeadLetter letter) {
    StringBuilder head = new StringBuilder(letter.position().toString());
    head.append("  ").append(Instant.ofEpochMilli(letter.timeMs()));
    head.append("  ").append(letter.code().isEmpty() ? "(no code)" : printable(letter.code()));
    letter.saga().ifPresent(saga -> head.append("  saga ").append(printable(saga)));
    letter.origin().ifPresent(origin -> head.append("  from ").append(origin));
    letter
        .redrivenFrom()
        .ifPresent(before -> head.append("  redriven from ").append(printable(before)));
    return head.append("  ").append(letter.valueBytes()).append(" bytes").toString();
  }

  /** Headers are anybody's: what they hold must not steer a terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cc}|\\p{Cf}", "?");
  }
}
