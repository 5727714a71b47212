package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaRequest;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SagaState.SagaProgress;
import dev.sagas.engine.core.Steps;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.schema.SagaCheckpoint;
import dev.sagas.serde.AvroTrust;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.avro.AvroRuntimeException;

/**
 * Writes and reads the store's values: one byte of format version, the SHA-256 of the rest, and the
 * {@link SagaCheckpoint} in Avro binary. Needs no registry.
 *
 * <ul>
 *   <li>Reads what earlier versions wrote: each format's schema is kept as {@code
 *       checkpoint-<format>.avsc}. To change the record, add its new schema under the next number
 *       and raise the format.
 * </ul>
 */
public final class CheckpointCodec {
  /** The format that is written; in format 1 the digest does not cover the format's byte. */
  static final int FORMAT = 1;

  private static final int BODY = StoredFormat.BODY;

  /** One for each format, the first one first. */
  private static final List<StoredFormat.FormatReader<SagaCheckpoint>> READERS =
      IntStream.rangeClosed(1, FORMAT)
          .mapToObj(
              format -> new StoredFormat.FormatReader<>("checkpoint", format, SagaCheckpoint.class))
          .toList();

  static {
    // No AvroCodec need exist where checkpoints are read, and it is the one that trusts our
    // classes.
    AvroTrust.allow(List.of("dev.sagas.schema"));
  }

  private CheckpointCodec() {}

  /** Encodes a checkpoint. */
  public static Bytes encode(Checkpoint checkpoint) {
    byte[] value = StoredFormat.body(toAvro(checkpoint));
    value[0] = FORMAT;
    Digest digest = Digest.sha256(value, BODY, value.length - BODY);
    System.arraycopy(digest.value().array(), 0, value, 1, Digest.SIZE);
    return Bytes.of(value);
  }

  /**
   * Decodes a checkpoint and checks its digest.
   *
   * @throws CorruptCheckpointException if the digest does not match or the bytes cannot be read
   * @throws UnknownFormatException if a newer version wrote it
   */
  public static Checkpoint decode(byte[] value) {
    checkFrame(value);
    try {
      return fromAvro(READERS.get(value[0] - 1).read(value, BODY));
    } catch (IOException | AvroRuntimeException | IllegalArgumentException e) {
      throw new CorruptCheckpointException("Expected a readable checkpoint", e);
    }
  }

  private static void checkFrame(byte[] value) {
    boolean isSound = StoredFormat.isIntact(value);
    if (isSound && value[0] > FORMAT) {
      throw new UnknownFormatException("a checkpoint", FORMAT, value[0]);
    }
    if (value.length < BODY || value[0] < 1 || value[0] > FORMAT) {
      throw new CorruptCheckpointException(
          "Expected a checkpoint of format %s, but got %s bytes%s"
              .formatted(FORMAT, value.length, value.length == 0 ? "" : " of format " + value[0]));
    }
    if (!isSound && value[0] != 1) {
      throw new CorruptCheckpointException("Expected a checkpoint that matches its digest");
    }
    Digest stated = Digest.of(Arrays.copyOfRange(value, 1, BODY));
    Digest actual = Digest.sha256(value, BODY, value.length - BODY);
    if (value[0] == 1 && !stated.equals(actual)) {
      throw new CorruptCheckpointException(
          "Expected a checkpoint with digest " + stated + ", but its bytes have " + actual);
    }
  }

  static SagaCheckpoint toAvro(Checkpoint checkpoint) {
    SagaState state = checkpoint.state();
    OptionalLong deadline = state.request().deadlineAtMs();
    SagaCheckpoint avro = new SagaCheckpoint();
    avro.setSagaId(state.identity().id().value());
    avro.setRun(state.identity().run().value());
    avro.setType(state.identity().type().value());
    avro.setVersion(state.identity().version());
    avro.setRevision(state.chain().revision());
    avro.setHash(EventWriter.hash(state.chain().hash()));
    avro.setStatus(AvroEnums.toAvro(state.status()));
    avro.setStartedAt(state.startedAtMs());
    avro.setUpdatedAt(state.updatedAtMs());
    avro.setDeadlineAt(deadline.isPresent() ? deadline.getAsLong() : null);
    avro.setPayloadDigest(EventWriter.hash(state.request().payloadDigest()));
    avro.setDataType(state.request().dataType());
    avro.setData(ByteBuffer.wrap(state.data().array()));
    avro.setLabels(EventWriter.sorted(state.request().labels()));
    avro.setLastSequence(state.lastSequence());
    avro.setSteps(mapped(state.steps().all(), CheckpointParts::step));
    avro.setSignals(mapped(state.signals(), CheckpointParts::signal));
    avro.setUnwind(state.unwind().map(CheckpointParts::reason).orElse(null));
    avro.setIncidents(mapped(state.incidents(), CheckpointParts::incident));
    avro.setControl(CheckpointParts.control(state.control()));
    avro.setTimerAt(checkpoint.timerAtMs().orElse(EventWriter.ABSENT));
    avro.setForgetAt(state.forgetAtMs().orElse(EventWriter.ABSENT));
    return avro;
  }

  private static Checkpoint fromAvro(SagaCheckpoint avro) {
    SagaIdentity identity =
        new SagaIdentity(
            new SagaId(avro.getSagaId()),
            new RunId(avro.getRun()),
            new SagaType(avro.getType()),
            avro.getVersion());
    SagaRequest request =
        new SagaRequest(
            Digest.of(avro.getPayloadDigest().bytes()),
            avro.getDataType(),
            avro.getDeadlineAt() == null
                ? OptionalLong.empty()
                : OptionalLong.of(avro.getDeadlineAt()),
            avro.getLabels());
    SagaStatus status = AvroEnums.fromAvro(avro.getStatus());
    SagaState state =
        new SagaState(
            identity,
            new ChainLink(avro.getRevision(), Digest.of(avro.getHash().bytes())),
            status,
            avro.getStartedAt(),
            avro.getUpdatedAt(),
            request,
            progress(avro),
            status.isTerminal() ? OptionalLong.of(avro.getForgetAt()) : OptionalLong.empty());
    return new Checkpoint(state, EventReader.optional(avro.getTimerAt()));
  }

  private static SagaProgress progress(SagaCheckpoint avro) {
    return new SagaProgress(
        EventReader.bytes(avro.getData()).orElse(Bytes.EMPTY),
        avro.getLastSequence(),
        Steps.of(mapped(avro.getSteps(), CheckpointParts::step)),
        mapped(avro.getSignals(), CheckpointParts::signal),
        Optional.ofNullable(avro.getUnwind()).map(CheckpointParts::reason),
        mapped(avro.getIncidents(), CheckpointParts::incident),
        CheckpointParts.control(avro.getControl()));
  }

  private static <A, B> List<B> mapped(List<A> from, Function<A, B> function) {
    List<B> to = new ArrayList<>(from.size());
    for (A one : from) {
      to.add(function.apply(one));
    }
    return to;
  }
}
