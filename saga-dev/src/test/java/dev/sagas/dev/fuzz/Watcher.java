package dev.sagas.dev.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sagas.dev.fuzz.Account.Kind;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.UnreadableRecordException;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.TopicNames;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads what the deployment commits: where its sagas are, and what became of each input. */
final class Watcher implements AutoCloseable {
  private static final Pattern POSITION = Pattern.compile("(.+)-([0-9]{1,9})-([0-9]{1,18})");

  private final WrittenRecords written;
  private final Map<String, Seen> sagas = new ConcurrentHashMap<>();
  private final Map<Position, List<Account>> accounts = new ConcurrentHashMap<>();
  private final Tail journal;
  private final Tail others;

  /**
   * A saga as last seen.
   *
   * @param atMs when its newest transition was seen
   * @param stoodMs the longest time between two of its transitions
   */
  record Seen(String run, long revision, SagaStatus status, long atMs, long stoodMs) {}

  Watcher(Map<String, Object> client) {
    written = WrittenRecords.open(client, TopicNames.DEFAULT);
    journal = Tail.of(client, List.of(FuzzTopic.JOURNAL.topic()), this::takeJournal);
    others =
        Tail.of(
            client,
            Stream.concat(FuzzTopic.INPUTS.stream(), Stream.of(FuzzTopic.DEAD_LETTERS))
                .map(FuzzTopic::topic)
                .toList(),
            this::takeOther);
  }

  /** A saga that is started now: the clock of how long it stands begins. */
  void expect(String id) {
    sagas.put(id, new Seen("", 0, SagaStatus.RUNNING, nowMs(), 0));
  }

  /** A saga with a transition at least. */
  Optional<Seen> saga(String id) {
    return Optional.ofNullable(sagas.get(id)).filter(seen -> seen.revision() > 0);
  }

  /** The longest time that this saga stood, up to now if it has not ended. */
  long stoodMs(String id) {
    Seen seen = sagas.get(id);
    if (seen == null) {
      throw new IllegalStateException("Expected " + id + " to have been started");
    }
    return seen.status().isTerminal()
        ? seen.stoodMs()
        : Math.max(seen.stoodMs(), nowMs() - seen.atMs());
  }

  Collection<Account> accounts(Position position) {
    return accounts.getOrDefault(position, List.of());
  }

  void account(Position position, Account account) {
    accounts.computeIfAbsent(position, key -> new CopyOnWriteArrayList<>()).add(account);
  }

  /** Fails if it does not read any more. */
  void check() {
    journal.check();
    others.check();
  }

  private static long nowMs() {
    return System.nanoTime() / 1_000_000;
  }

  private void takeJournal(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      take(written.entry(record.value()));
    } catch (UnreadableRecordException e) {
      // A stranger's; the audit reports it.
    }
  }

  private void take(JournalEntry entry) {
    entry.cause().position().ifPresent(position -> account(position, accountOf(entry)));
    if (entry.note().isEmpty()) {
      sagas.compute(
          entry.identity().id().value(), (id, before) -> after(Optional.ofNullable(before), entry));
    }
  }

  private static Account accountOf(JournalEntry entry) {
    return entry
        .note()
        .map(note -> Account.of(Kind.NOTE, note.substring(0, note.indexOf(':'))))
        .orElse(Account.of(Kind.APPLIED, ""));
  }

  private static Seen after(Optional<Seen> before, JournalEntry entry) {
    long now = nowMs();
    long stood = before.map(seen -> Math.max(seen.stoodMs(), now - seen.atMs())).orElse(0L);
    return new Seen(entry.identity().run().value(), entry.revision(), entry.status(), now, stood);
  }

  private void takeOther(ConsumerRecord<byte[], byte[]> record) {
    Position here = new Position(record.topic(), record.partition(), record.offset());
    if (record.topic().equals(FuzzTopic.DEAD_LETTERS.topic())) {
      position(record, SagaHeaders.ORIGIN)
          .ifPresent(
              origin ->
                  account(origin, Account.of(Kind.LETTER, text(record, SagaHeaders.ERROR_CODE))));
      return;
    }
    position(record, SagaHeaders.REROUTED_FROM)
        .ifPresent(from -> account(from, new Account(Kind.REROUTED, "", Optional.of(here))));
    if (record.topic().equals(FuzzTopic.REPLIES.topic())) {
      position(record, SagaHeaders.COMMAND_POSITION)
          .ifPresent(
              command ->
                  account(command, Account.of(Kind.REPLY, text(record, SagaHeaders.ERROR_CODE))));
    }
  }

  private static Optional<Position> position(ConsumerRecord<byte[], byte[]> record, String name) {
    Matcher matcher = POSITION.matcher(text(record, name));
    return matcher.matches()
        ? Optional.of(
            new Position(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
  }

  @Override
  public void close() {
    journal.close();
    others.close();
    written.close();
  }
}
