package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEvolver;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CorruptCheckpointException;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Parked;
import dev.sagas.engine.wire.ParkedCodec;
import dev.sagas.engine.wire.SentCommand;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Reads the journal as it grows and checks after every record: the chain is unbroken, each command
 * is journaled with its digest, the fold is the stored checkpoint, and the saga has at most one
 * timer, the one that its checkpoint names.
 */
final class JournalFold {
  private final JournalCodec codec;
  private final EngineDriver engine;
  private final Map<RunId, SagaState> states = new HashMap<>();
  private final Map<SagaId, RunId> newest = new HashMap<>();
  private final List<JournalEntry> entries = new ArrayList<>();
  private int commandsJournaled;

  JournalFold(JournalCodec codec, EngineDriver engine) {
    this.codec = codec;
    this.engine = engine;
  }

  List<JournalEntry> entries() {
    return entries;
  }

  SagaState state(SagaId id) {
    return states.get(newest.get(id));
  }

  void check() {
    List<TestRecord<byte[], byte[]>> records = engine.sent(engine.topics.journal());
    Set<SagaId> touched = new HashSet<>();
    for (TestRecord<byte[], byte[]> record : records.subList(entries.size(), records.size())) {
      JournalEntry entry = codec.decode(record.value());
      entries.add(entry);
      assertThat(record.key()).asString().isEqualTo(entry.identity().id().value());
      assertThat(record.timestamp()).isEqualTo(entry.atMs());
      Digest hash = JournalCodec.statedHash(record.value());
      assertThat(JournalCodec.hashOf(record.value())).isEqualTo(hash);
      if (entry.note().isEmpty()) {
        apply(entry, hash);
        touched.add(entry.identity().id());
      } else {
        assertThat(entry.place().previousHash())
            .isEqualTo(states.get(entry.identity().run()).chain().hash());
      }
    }
    touched.forEach(this::checkCheckpoint);
    checkTimers();
    checkWaiting();
    checkCommands();
  }

  private void apply(JournalEntry entry, Digest hash) {
    RunId run = entry.identity().run();
    Optional<SagaState> before = Optional.ofNullable(states.get(run));
    ChainLink link = before.map(SagaState::chain).orElse(ChainLink.START);
    assertThat(entry.revision()).isEqualTo(link.revision() + 1);
    assertThat(entry.place().previousHash()).isEqualTo(link.hash());
    SagaState after =
        SagaEvolver.evolve(before, entry.events(), entry.atMs())
            .withChain(new ChainLink(entry.revision(), hash));
    assertThat(after.status()).isEqualTo(entry.status());
    states.put(run, after);
    newest.put(entry.identity().id(), run);
  }

  private void checkCheckpoint(SagaId id) {
    Checkpoint stored = engine.checkpoint(id.value()).orElseThrow();
    assertThat(stored.state()).isEqualTo(states.get(newest.get(id)));
  }

  private void checkTimers() {
    engine
        .timers()
        .forEach(
            (id, dueAtMs) -> {
              assertThat(dueAtMs).as("timers of %s", id).hasSize(1);
              if (dueAtMs.get(0) < 0) {
                SagaState held = states.get(newest.get(new SagaId(id)));
                assertThat(held.isHeldBack()).as("held back: %s", id).isTrue();
                assertThat(dueAtMs.get(0)).isEqualTo(Long.MIN_VALUE + held.startedAtMs());
                return;
              }
              if (id.indexOf(0) >= 0) {
                assertParked(id.substring(0, id.indexOf(0)), dueAtMs.get(0));
                return;
              }
              newest.computeIfPresent(
                  new SagaId(id),
                  (sagaId, run) -> {
                    assertTimer(id, dueAtMs.get(0));
                    return run;
                  });
            });
  }

  private void assertParked(String id, long dueAtMs) {
    byte[] waiting = engine.stores.parked().get(id);
    assertThat(waiting).as("what the timer of parked inputs is for: %s", id).isNotNull();
    parked(waiting).ifPresent(parked -> assertThat(parked.untilMs()).as(id).hasValue(dueAtMs));
  }

  /** Held inputs have a saga, or are its start; parked ones have a time. */
  private void checkWaiting() {
    engine
        .stores
        .parked()
        .forEach(
            (id, waiting) -> {
              Optional<Parked> held = parked(waiting).filter(parked -> parked.untilMs().isEmpty());
              if (held.filter(parked -> !beginsWithStart(parked)).isPresent()) {
                assertThat(engine.stores.checkpoint(id)).as("saga of held inputs").isNotNull();
              }
            });
  }

  private boolean beginsWithStart(Parked parked) {
    return parked.records().get(0).position().topic().equals(engine.topics.requests());
  }

  /** What waits; empty if a test put something else there. */
  private static Optional<Parked> parked(byte[] waiting) {
    try {
      return Optional.of(ParkedCodec.decode(waiting));
    } catch (UnknownFormatException e) {
      return Optional.empty();
    }
  }

  private void assertTimer(String id, long dueAtMs) {
    try {
      assertThat(engine.checkpoint(id).orElseThrow().timerAtMs()).hasValue(dueAtMs);
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      // A test damaged or replaced it: what its timer is cannot be told.
      assertThat(dueAtMs).isPositive();
    }
  }

  private void checkCommands() {
    int sent = 0;
    for (String topic : engine.producedTopics()) {
      if (topic.endsWith(".commands")) {
        sent += engine.sent(topic).size();
      }
    }
    List<SentCommand> journaled =
        entries.stream().flatMap(entry -> entry.commands().stream()).toList();
    assertThat(journaled).hasSize(sent);
    for (SentCommand command : journaled.subList(commandsJournaled, journaled.size())) {
      TestRecord<byte[], byte[]> record =
          engine.sent(command.topic()).stream()
              .filter(
                  other ->
                      EngineDriver.header(other, SagaHeaders.COMMAND_ID)
                          .equals(command.commandId()))
              .findFirst()
              .orElseThrow();
      assertThat(Digest.sha256(record.value())).isEqualTo(command.digest());
    }
    commandsJournaled = journaled.size();
  }
}
