package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.protocol.SagaStatus;
import java.util.List;
import java.util.Optional;

/**
 * One entry of the journal.
 *
 * @param note why the input changed nothing; empty for a transition
 * @param revision of the transition, or for a note that of the saga at that time
 * @param atMs epoch ms
 * @param data the saga's data, if this transition changed it
 * @param status after the transition
 * @param previousHash hash of the transition before
 * @param hash of this entry; {@link Digest#ZERO} before it is encoded
 */
public record JournalEntry(
    SagaIdentity identity,
    Optional<String> note,
    long revision,
    long atMs,
    Cause cause,
    List<SagaEvent> events,
    List<SentCommand> commands,
    Optional<Bytes> data,
    SagaStatus status,
    Digest previousHash,
    Digest hash) {
  public JournalEntry {
    events = List.copyOf(events);
    commands = List.copyOf(commands);
  }
}
