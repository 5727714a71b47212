package dev.sagas.audit;

import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.journal.RunKey;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.SentCommand;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Matches the commands of the journal with those in their topics, one to one, in any order of
 * arrival. Keeps only what is unmatched and may still be matched.
 */
final class CommandLedger {
  private static final String EXPIRED = "journaled commands are no longer in their topic";

  private final AuditScope scope;
  private final Map<String, Long> gone = new TreeMap<>();
  private final Map<Slot, List<Journaled>> journaled = new HashMap<>();
  private final Map<Slot, List<ReadCommand>> sent = new HashMap<>();
  private long repeated;

  CommandLedger(AuditScope scope) {
    this.scope = scope;
  }

  private record Slot(String topic, String commandId) {}

  private record Journaled(RunKey key, long revision, SentCommand command) {}

  /** Adds a command that a transition says it sent. */
  void journaled(ReadEntry read, SentCommand command) {
    Slot slot = new Slot(command.topic(), command.commandId());
    Journaled entry = new Journaled(read.key(), read.entry().revision(), command);
    Optional<ReadCommand> match = take(sent, slot, found -> isSame(command, found));
    if (match.isPresent()) {
      compare(entry, match.get());
    } else if (scope.coverage().isGone(command.topic(), entry.key().saga(), read.entry().atMs())) {
      gone.merge(command.topic(), 1L, Long::sum);
    } else {
      journaled.computeIfAbsent(slot, key -> new ArrayList<>(1)).add(entry);
    }
  }

  /** Adds a command from a topic. */
  void sent(ReadCommand command) {
    Slot slot = new Slot(command.position().topic(), command.commandId());
    Optional<Journaled> match = take(journaled, slot, entry -> isSame(entry.command(), command));
    if (match.isPresent()) {
      compare(match.get(), command);
    } else {
      sent.computeIfAbsent(slot, key -> new ArrayList<>(1)).add(command);
    }
  }

  private static boolean isSame(SentCommand journaled, ReadCommand found) {
    return journaled.digest().equals(found.digest())
        && journaled.deduplicationKey().equals(found.deduplicationKey());
  }

  /** Takes the best match out of a slot: the same one, else any. */
  private static <T> Optional<T> take(Map<Slot, List<T>> from, Slot slot, Predicate<T> same) {
    List<T> candidates = from.get(slot);
    if (candidates == null) {
      return Optional.empty();
    }
    T chosen = candidates.stream().filter(same).findFirst().orElse(candidates.get(0));
    candidates.remove(chosen);
    if (candidates.isEmpty()) {
      from.remove(slot);
    }
    return Optional.of(chosen);
  }

  private void compare(Journaled entry, ReadCommand found) {
    SentCommand command = entry.command();
    if (!isSame(command, found)) {
      scope.report(
          new Violation(
              ViolationCode.COMMAND_ALTERED,
              Optional.of(entry.key().saga()),
              Optional.of(entry.key().run()),
              OptionalLong.of(entry.revision()),
              Optional.of(found.position()),
              "Expected command %s with key %s and digest %s, but it has key %s and digest %s"
                  .formatted(
                      command.commandId(),
                      command.deduplicationKey(),
                      command.digest(),
                      found.deduplicationKey(),
                      found.digest())));
    }
  }

  /** The sagas whose commands are in a topic more often than they were journaled so far. */
  Set<SagaId> suspects() {
    Set<SagaId> sagas = new HashSet<>();
    sent.values().forEach(all -> all.forEach(command -> command.saga().ifPresent(sagas::add)));
    return sagas;
  }

  /**
   * Adds an entry once more, after everything was read: what is left of a command that it has
   * journaled, byte for byte and with the same key, was redelivered or redriven.
   */
  void acquit(JournalEntry entry) {
    for (SentCommand command : entry.commands()) {
      Slot slot = new Slot(command.topic(), command.commandId());
      List<ReadCommand> left = sent.get(slot);
      if (left != null) {
        int before = left.size();
        left.removeIf(found -> isOf(entry, found) && isSame(command, found));
        repeated += before - left.size();
        if (left.isEmpty()) {
          sent.remove(slot);
        }
      }
    }
  }

  private static boolean isOf(JournalEntry entry, ReadCommand found) {
    return found.saga().filter(entry.identity().id()::equals).isPresent();
  }

  /** How many commands were in their topic again, byte for byte. */
  long repeated() {
    return repeated;
  }

  /** How many commands it is waiting for. */
  int kept() {
    return journaled.size() + sent.size();
  }

  /** Reports what has no match. */
  void conclude(Conclusion conclusion) {
    gone.forEach((topic, count) -> conclusion.unprovable(topic, EXPIRED, count));
    journaled.forEach((slot, left) -> left.forEach(entry -> missing(entry, conclusion)));
    sent.forEach((slot, left) -> left.forEach(found -> extra(found, conclusion)));
  }

  private void missing(Journaled entry, Conclusion conclusion) {
    String topic = entry.command().topic();
    if (scope.coverage().hasExpired(topic, entry.key().saga())) {
      conclusion.unprovable(topic, EXPIRED);
      return;
    }
    conclusion.add(
        new Violation(
            ViolationCode.COMMAND_MISSING,
            Optional.of(entry.key().saga()),
            Optional.of(entry.key().run()),
            OptionalLong.of(entry.revision()),
            Optional.empty(),
            "Expected command " + entry.command().commandId() + " in " + topic));
  }

  private void extra(ReadCommand found, Conclusion conclusion) {
    String journalTopic = scope.topics().journal();
    if (found.saga().isPresent() && scope.coverage().hasExpired(journalTopic, found.saga().get())) {
      conclusion.unprovable(journalTopic, "commands are older than the remaining journal");
      return;
    }
    Optional<SagaId> saga = found.saga();
    conclusion.add(
        new Violation(
            ViolationCode.COMMAND_NOT_JOURNALED,
            saga,
            run(found),
            OptionalLong.empty(),
            Optional.of(found.position()),
            """
            Expected command '%s' to be in the journal with the digest and the key that it \
            has in its topic\
            """
                .formatted(found.commandId())));
  }

  private static Optional<RunId> run(ReadCommand found) {
    try {
      return Optional.of(CommandId.parse(found.commandId()).key().run());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not one of ours, which is what will be reported
    }
  }
}
