package dev.sagas.cli.deadletters;

import dev.sagas.cli.shared.Printable;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.deadletters.LetterList;
import dev.sagas.operate.deadletters.RedriveReport;
import dev.sagas.operate.deadletters.RedriveResult;
import dev.sagas.operate.query.TimeText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Writes dead letters, and the results of redriving them, for a person. */
final class DeadLettersTable {
  private DeadLettersTable() {}

  static List<String> lines(LetterList list) {
    List<String> lines = new ArrayList<>();
    for (DeadLetter letter : list.letters()) {
      lines.add(head(letter));
      lines.add("  " + Printable.of(letter.message()));
    }
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(
        list.matched() == list.letters().size()
            ? "Letters: " + list.matched()
            : "Letters: " + list.matched() + ", showing the newest " + list.letters().size());
    return lines;
  }

  static List<String> lines(RedriveReport report) {
    List<String> lines = new ArrayList<>();
    for (RedriveResult result : report.results()) {
      lines.add(head(result.letter()));
      lines.add("  " + text(result));
    }
    report.notFound().forEach(position -> lines.add(position + "  no matching letter"));
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
      case NOT_REDRIVABLE -> "cannot be redriven: " + Printable.of(result.reason());
      case REFUSED -> "not sent, Kafka refused it: " + Printable.of(result.reason());
      case FAILED -> "failed, may or may not have been sent: " + Printable.of(result.reason());
      case NOT_TRIED -> "not sent: " + Printable.of(result.reason());
    };
  }

  private static String head(DeadLetter letter) {
    StringBuilder head = new StringBuilder(letter.position().toString());
    head.append("  ").append(new TimeText(ZoneId.systemDefault()).at(letter.timeMs()));
    head.append("  ").append(letter.code().isEmpty() ? "(no code)" : Printable.of(letter.code()));
    letter.saga().ifPresent(saga -> head.append("  saga ").append(Printable.of(saga)));
    letter.origin().ifPresent(origin -> head.append("  from ").append(origin));
    letter
        .redrivenFrom()
        .ifPresent(before -> head.append("  redriven from ").append(Printable.of(before)));
    return head.append("  ").append(letter.valueBytes()).append(" bytes").toString();
  }
}
