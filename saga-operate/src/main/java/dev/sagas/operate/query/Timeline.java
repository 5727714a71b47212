package dev.sagas.operate.query;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.journal.EventText;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.SentCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows one saga's journal to a person. */
public final class Timeline {
  private static final EventText TEXT = new EventText();

  private Timeline() {}

  /**
   * One line for each entry, with further lines for further events: time since the first entry,
   * revision, cause, events, commands with their topic.
   *
   * @param entries of one saga, in the journal's order
   */
  public static List<String> of(List<JournalEntry> entries) {
    List<String> lines = new ArrayList<>();
    for (JournalEntry entry : entries) {
      String head =
          String.format(
              Locale.ROOT,
              "%9s  %5s  %-9s",
              offset(entry.atMs() - entries.get(0).atMs()),
              revision(entry),
              cause(entry.cause()));
      for (String what : whatHappened(entry)) {
        lines.add(head + "  " + what);
        head = " ".repeat(head.length());
      }
    }
    return lines;
  }

  private static String offset(long ms) {
    return String.format(Locale.ROOT, "+%.3f s", ms / 1000.0);
  }

  private static String revision(JournalEntry entry) {
    return entry.note().isPresent() ? "note" : "#" + entry.revision();
  }

  private static String cause(Cause cause) {
    return switch (cause.kind()) {
      case START -> "request";
      case REPLY -> "reply";
      case SIGNAL -> "signal";
      case OPERATION -> "operation";
      case TIMER -> "timer";
      case ENGINE -> "engine";
    };
  }

  /** What one entry says, in words, without its time, revision and cause; never empty. */
  public static List<String> whatHappened(JournalEntry entry) {
    List<String> lines = new ArrayList<>();
    entry.note().ifPresent(lines::add);
    Happened happened = new Happened(entry);
    entry.events().forEach(event -> event.accept(happened).ifPresent(lines::add));
    return lines.isEmpty() ? List.of("nothing changed") : lines;
  }

  /** The line of an event, if it has one: commands name their topic, data does not show. */
  private static final class Happened extends SelectiveEventVisitor<Optional<String>> {
    private final JournalEntry entry;

    Happened(JournalEntry entry) {
      this.entry = entry;
    }

    @Override
    protected Optional<String> other(SagaEvent event) {
      return Optional.of(event.accept(TEXT));
    }

    @Override
    public Optional<String> commandIssued(SagaEvent.CommandIssued event) {
      String to = topic(entry, event).map(topic -> " to " + topic).orElse("");
      return Optional.of("-> " + event.accept(TEXT) + to);
    }

    @Override
    public Optional<String> dataChanged(SagaEvent.DataChanged event) {
      return Optional.empty();
    }
  }

  private static Optional<String> topic(JournalEntry entry, SagaEvent.CommandIssued issued) {
    String mark = "/" + issued.step() + "/";
    String action = "/" + issued.action().headerValue() + "/";
    return entry.commands().stream()
        .filter(sent -> sent.commandId().contains(mark) && sent.commandId().contains(action))
        .map(SentCommand::topic)
        .findFirst();
  }
}
