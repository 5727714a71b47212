package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.protocol.SagaStatus;
import java.util.List;
import java.util.Optional;

/** One entry of the journal. Its hash follows from its bytes: see {@link JournalCodec}. */
public record JournalEntry(Place place, Cause cause, Content content) {
  /**
   * Where it is in its run's chain.
   *
   * @param revision of the transition, or for a note that of the saga at that time
   * @param atMs epoch ms
   * @param previousHash hash of the transition before
   */
  public record Place(SagaIdentity identity, long revision, long atMs, Digest previousHash) {}

  /**
   * What happened.
   *
   * @param note why the input changed nothing; empty for a transition
   * @param data the saga's data, if this transition changed it
   * @param status after the transition
   */
  public record Content(
      Optional<String> note,
      List<SagaEvent> events,
      List<SentCommand> commands,
      Optional<Bytes> data,
      SagaStatus status) {
    public Content {
      events = List.copyOf(events);
      commands = List.copyOf(commands);
    }

    /** Nothing changed, for a reason. */
    public static Content note(String why, SagaStatus status) {
      return new Content(Optional.of(why), List.of(), List.of(), Optional.empty(), status);
    }
  }

  /** The saga. */
  public SagaIdentity identity() {
    return place.identity();
  }

  /** Revision of the transition, or for a note that of the saga at that time. */
  public long revision() {
    return place.revision();
  }

  /** When it was written, epoch ms. */
  public long atMs() {
    return place.atMs();
  }

  /** Why the input changed nothing; empty for a transition. */
  public Optional<String> note() {
    return content.note();
  }

  /** What the transition changed. */
  public List<SagaEvent> events() {
    return content.events();
  }

  /** What the transition sent. */
  public List<SentCommand> commands() {
    return content.commands();
  }

  /** Status after the transition. */
  public SagaStatus status() {
    return content.status();
  }
}
