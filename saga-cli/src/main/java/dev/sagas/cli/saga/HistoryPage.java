package dev.sagas.cli.saga;

import dev.sagas.cli.shared.Paragraphs;
import dev.sagas.cli.shared.Printable;
import dev.sagas.cli.shared.Screen;
import dev.sagas.operate.history.SagaTimeline;
import dev.sagas.operate.history.TimelineText;
import dev.sagas.operate.query.TimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the course of a saga for a person. */
final class HistoryPage {
  private static final int OFFSET_COLUMNS = 10;

  private HistoryPage() {}

  static List<String> lines(SagaTimeline timeline, Screen screen) {
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
                screen.time(timeline.fromMs()),
                TimeText.duration(timeline.toMs() - timeline.fromMs())));
    lines.add("");
    lines.addAll(TimelineText.picture(timeline, screen.columns()));
    lines.add("");
    TimelineText.moments(timeline)
        .forEach(
            moment ->
                lines.addAll(moment(moment, moment.atMs() - timeline.fromMs(), screen.columns())));
    return lines;
  }

  private static List<String> moment(TimelineText.Moment moment, long afterMs, int columns) {
    String offset =
        String.format(Locale.ROOT, "%" + OFFSET_COLUMNS + "s  ", "+" + TimeText.duration(afterMs));
    return Paragraphs.hanging(
        offset, Printable.of(moment.text()), " ".repeat(OFFSET_COLUMNS + 2), columns);
  }
}
