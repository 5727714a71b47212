package dev.sagas.engine.journal;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.SentCommand;
import dev.sagas.protocol.SagaHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes decisions for a person; no payload is shown. */
final class DecisionText {
  private static final EventText TEXT = new EventText();
  private static final int DIGEST_CHARS = 12;

  private DecisionText() {}

  /** What a decision was made of. */
  record Made(List<SagaEvent> events, List<SentCommand> commands) {}

  /** Both decisions, line by line. */
  static List<String> diff(Made recorded, Made now) {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    int most = Math.max(recorded.events().size(), now.events().size());
    for (int i = 0; i < most; i++) {
      Optional<SagaEvent> then = at(recorded.events(), i);
      Optional<SagaEvent> today = at(now.events(), i);
      then.ifPresent(event -> before.add(text(event, today)));
      today.ifPresent(event -> after.add(text(event, then)));
    }
    recorded.commands().forEach(command -> before.add(text(command)));
    now.commands().forEach(command -> after.add(text(command)));
    return LineDiff.of(before, after);
  }

  private static Optional<SagaEvent> at(List<SagaEvent> events, int index) {
    return index < events.size() ? Optional.of(events.get(index)) : Optional.empty();
  }

  /** In words; in full where the words of two different events are the same. */
  private static String text(SagaEvent event, Optional<SagaEvent> other) {
    String words = event.accept(TEXT);
    boolean alike = other.filter(o -> !o.equals(event) && o.accept(TEXT).equals(words)).isPresent();
    return alike ? words + ": " + event : words;
  }

  /** Without saga and run, which all have in common. */
  private static String text(SentCommand command) {
    String[] parts = command.commandId().split("/", 3);
    return "sends %s to %s, content %s"
        .formatted(
            parts[parts.length - 1],
            command.topic(),
            command.digest().hex().substring(0, DIGEST_CHARS));
  }

  /** The input of a transition. */
  static String input(JournalEntry entry) {
    Cause cause = entry.cause();
    return switch (cause.kind()) {
      case START -> "the request that started it";
      case REPLY ->
          "a reply (%s) to %s"
              .formatted(
                  cause.headers().getOrDefault(SagaHeaders.OUTCOME, ""),
                  withoutSaga(cause.headers().getOrDefault(SagaHeaders.IN_REPLY_TO, "")));
      case SIGNAL -> "the signal " + cause.headers().getOrDefault(SagaHeaders.SIGNAL, "");
      case OPERATION -> "an operation by " + cause.actor().orElse("somebody");
      case TIMER -> "a timer";
      case ENGINE -> "the engine itself";
    };
  }

  private static String withoutSaga(String commandId) {
    String[] parts = commandId.split("/", 3);
    return parts[parts.length - 1];
  }
}
