package dev.sagas.cli.deadletters;

import dev.sagas.cli.shared.Printable;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.deadletters.Discard;
import dev.sagas.operate.deadletters.DiscardOutcome;
import dev.sagas.operate.deadletters.LetterList;
import dev.sagas.operate.deadletters.LetterOutcome;
import dev.sagas.operate.deadletters.LetterReport;
import dev.sagas.operate.deadletters.LetterResult;
import dev.sagas.operate.deadletters.RedriveOutcome;
import dev.sagas.operate.query.TimeText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes dead letters, and what became of them, for a person. */
final class DeadLettersTable {
  private static final TimeText TIMES = new TimeText(ZoneId.systemDefault());

  private DeadLettersTable() {}

  static List<String> lines(LetterList list) {
    List<String> lines = new ArrayList<>();
    for (DeadLetter letter : list.letters()) {
      lines.add(head(letter));
      lines.add("  " + Printable.of(letter.message()));
      Discard discard = list.discards().get(letter.position());
      if (discard != null) {
        lines.add("  discarded " + TIMES.at(discard.atMs()) + " by " + Printable.of(discard.by()));
      }
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

  static List<String> redriven(LetterReport<RedriveOutcome> report) {
    return lines(report, DeadLettersTable::redriven);
  }

  static List<String> discarded(LetterReport<DiscardOutcome> report) {
    return lines(report, DeadLettersTable::discarded);
  }

  private static <O extends LetterOutcome> List<String> lines(
      LetterReport<O> report, Function<LetterResult<O>, String> text) {
    List<String> lines = new ArrayList<>();
    for (LetterResult<O> result : report.results()) {
      lines.add(head(result.letter()));
      lines.add("  " + text.apply(result));
    }
    report.notFound().forEach(position -> lines.add(position + "  no matching letter"));
    if (lines.isEmpty()) {
      lines.add("No letter matches.");
    }
    return lines;
  }

  private static String discarded(LetterResult<DiscardOutcome> result) {
    return switch (result.outcome()) {
      case WOULD_BE_DISCARDED -> "would be discarded";
      case DISCARDED -> "discarded";
      case REFUSED -> "not discarded, Kafka refused it: " + Printable.of(result.reason());
      case FAILED -> "failed, may or may not be discarded: " + Printable.of(result.reason());
      case NOT_TRIED -> "not discarded: " + Printable.of(result.reason());
    };
  }

  private static String redriven(LetterResult<RedriveOutcome> result) {
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
    head.append("  ").append(TIMES.at(letter.timeMs()));
    head.append("  ").append(letter.code().isEmpty() ? "(no code)" : Printable.of(letter.code()));
    letter.saga().ifPresent(saga -> head.append("  saga ").append(Printable.of(saga)));
    letter.origin().ifPresent(origin -> head.append("  from ").append(origin));
    letter
        .redrivenFrom()
        .ifPresent(before -> head.append("  redriven from ").append(Printable.of(before)));
    return head.append("  ").append(letter.valueBytes()).append(" bytes").toString();
  }
}
