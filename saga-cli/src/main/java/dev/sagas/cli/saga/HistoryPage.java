package dev.sagas.cli.saga;

import dev.sagas.cli.shared.Paragraphs;
import dev.sagas.cli.shared.Printable;
import dev.sagas.operate.history.SagaTimeline;
import dev.sagas.operate.history.TimelineText;
import dev.sagas.operate.query.TimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the course of a saga for a person, in 80 columns. */
final class HistoryPage {
  private static final int OFFSET_COLUMNS = 10;

  private HistoryPage() {}

  static List<String> lines(SagaTimeline timeline, TimeText times) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Saga %s  run %s  %s version %s"
            .formatted(
                timeline.identity().id(),
                timeline.identity().run(),
                timeline.identity().type(),
                timeline.identity().version()));
    lines.add(
        "%s  from %s  %s"
            .formatted(
                timeline.status(),
                times.at(timeline.fromMs()),
                TimeText.duration(timeline.toMs() - timeline.fromMs())));
    lines.add("");
    lines.addAll(TimelineText.picture(timeline));
    lines.add("");
    TimelineText.moments(timeline)
        .forEach(moment -> add(moment, moment.atMs() - timeline.fromMs(), lines));
    return lines;
  }

  private static void add(TimelineText.Moment moment, long afterMs, List<String> lines) {
    List<String> text =
        Paragraphs.wrapped(Printable.of(moment.text()), " ".repeat(OFFSET_COLUMNS + 2));
    String offset =
        String.format(Locale.ROOT, "%" + OFFSET_COLUMNS + "s", "+" + TimeText.duration(afterMs));
    lines.add(offset + text.get(0).substring(OFFSET_COLUMNS));
    lines.addAll(text.subList(1, text.size()));
  }
}
