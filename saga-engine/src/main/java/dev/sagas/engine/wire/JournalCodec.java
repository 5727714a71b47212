package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaType;
import dev.sagas.schema.EntryKind;
import dev.sagas.schema.SagaTransition;
import dev.sagas.schema.TransitionCause;
import dev.sagas.serde.AvroCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes and reads the journal's entries.
 *
 * <ul>
 *   <li>The hash is SHA-256 over the record's Avro bytes without the last 32, which are the hash
 *       itself: it is the record's last field, and of fixed size.
 * </ul>
 */
public final class JournalCodec {
  /** Magic byte and schema id in front of the Avro bytes. */
  private static final int WIRE_PREFIX = 5;

  private final AvroCodec codec;
  private final String topic;

  /**
   * A codec for one journal.
   *
   * @param codec with the topic-name strategy
   */
  public JournalCodec(AvroCodec codec, String topic) {
    this.codec = codec;
    this.topic = topic;
  }

  /**
   * An entry, encoded.
   *
   * @param value in wire format, its last 32 bytes being the hash
   */
  public record Encoded(Bytes value, Digest hash) {}

  /** Encodes an entry and computes its hash. */
  public Encoded encode(JournalEntry entry) {
    byte[] value = codec.encode(topic, toAvro(entry));
    Digest hash = hashOf(value);
    System.arraycopy(hash.value().array(), 0, value, value.length - Digest.SIZE, Digest.SIZE);
    return new Encoded(Bytes.of(value), hash);
  }

  /** The hash that these bytes should end with. */
  public static Digest hashOf(byte[] value) {
    return Digest.sha256(value, WIRE_PREFIX, value.length - WIRE_PREFIX - Digest.SIZE);
  }

  /** The hash that the bytes of an entry end with. */
  public static Digest statedHash(byte[] value) {
    return Digest.of(Arrays.copyOfRange(value, value.length - Digest.SIZE, value.length));
  }

  /**
   * Decodes an entry. Does not check its hash: see {@link #hashOf} and {@link #statedHash}.
   *
   * @throws dev.sagas.serde.CorruptRecordException if the bytes are not an entry
   */
  public JournalEntry decode(byte[] value) {
    return fromAvro(codec.decode(topic, value, SagaTransition.class));
  }

  private static SagaTransition toAvro(JournalEntry entry) {
    SagaIdentity identity = entry.identity();
    EventWriter writer = new EventWriter();
    List<Object> events = new ArrayList<>();
    entry.events().forEach(event -> events.add(event.accept(writer)));
    SagaTransition transition = new SagaTransition();
    transition.setSagaId(identity.id().value());
    transition.setRun(identity.run().value());
    transition.setType(identity.type().value());
    transition.setVersion(identity.version());
    transition.setKind(entry.note().isPresent() ? EntryKind.NOTE : EntryKind.TRANSITION);
    transition.setRevision(entry.revision());
    transition.setAt(Instant.ofEpochMilli(entry.atMs()));
    transition.setCause(toAvro(entry.cause()));
    transition.setEvents(events);
    transition.setCommands(entry.commands().stream().map(JournalCodec::toAvro).toList());
    transition.setData(EventWriter.buffer(entry.content().data()));
    transition.setStatus(AvroEnums.toAvro(entry.status()));
    transition.setNote(entry.note().orElse(null));
    transition.setPreviousHash(EventWriter.hash(entry.place().previousHash()));
    transition.setHash(EventWriter.hash(Digest.ZERO));
    return transition;
  }

  private static TransitionCause toAvro(Cause cause) {
    Optional<Position> position = cause.position();
    return new TransitionCause(
        AvroEnums.toAvro(cause.kind()),
        position.map(Position::topic).orElse(null),
        position.map(Position::partition).orElse(-1),
        position.map(Position::offset).orElse(-1L),
        cause.actor().orElse(null),
        EventWriter.sorted(cause.headers()),
        EventWriter.buffer(cause.input()));
  }

  private static dev.sagas.schema.SentCommand toAvro(SentCommand command) {
    return new dev.sagas.schema.SentCommand(
        command.topic(),
        command.commandId(),
        command.deduplicationKey(),
        EventWriter.hash(command.digest()));
  }

  private static JournalEntry fromAvro(SagaTransition transition) {
    SagaIdentity identity =
        new SagaIdentity(
            new SagaId(transition.getSagaId()),
            new RunId(transition.getRun()),
            new SagaType(transition.getType()),
            transition.getVersion());
    Optional<Bytes> data = EventReader.bytes(transition.getData());
    EventReader reader = new EventReader(identity, data);
    return new JournalEntry(
        new JournalEntry.Place(
            identity,
            transition.getRevision(),
            transition.getAt().toEpochMilli(),
            Digest.of(transition.getPreviousHash().bytes())),
        fromAvro(transition.getCause()),
        new JournalEntry.Content(
            transition.getKind() == EntryKind.NOTE
                ? Optional.of(Optional.ofNullable(transition.getNote()).orElse(""))
                : Optional.empty(),
            transition.getEvents().stream().map(reader::read).toList(),
            transition.getCommands().stream().map(JournalCodec::fromAvro).toList(),
            data,
            AvroEnums.fromAvro(transition.getStatus())));
  }

  private static Cause fromAvro(TransitionCause cause) {
    return new Cause(
        AvroEnums.fromAvro(cause.getKind()),
        Optional.ofNullable(cause.getTopic())
            .map(topic -> new Position(topic, cause.getPartition(), cause.getOffset())),
        Optional.ofNullable(cause.getActor()),
        cause.getHeaders(),
        EventReader.bytes(cause.getInput()));
  }

  private static SentCommand fromAvro(dev.sagas.schema.SentCommand command) {
    return new SentCommand(
        command.getTopic(),
        command.getCommandId(),
        command.getDeduplicationKey(),
        Digest.of(command.getDigest().bytes()));
  }
}
