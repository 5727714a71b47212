package dev.sagas.participant;

import dev.sagas.participant.FenceRow.RecordedCompensation;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepOutcome;
import dev.sagas.schema.FenceRecord;
import dev.sagas.schema.FenceReply;
import dev.sagas.schema.FenceState;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.CodecOutageException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts rows of the fence to and from the values in its topic. */
final class FenceRecords {
  private final AvroCodec codec;
  private final String topic;

  FenceRecords(AvroCodec codec, String topic) {
    this.codec = codec;
    this.topic = topic;
  }

  StoredRow encode(FenceRow row) throws TransientFailureException {
    Optional<RecordedCompensation> compensation = row.compensation();
    FenceRecord record =
        new FenceRecord(
            state(row),
            row.executeReply().map(FenceRecords::toRecord).orElse(null),
            compensation.map(recorded -> recorded.key().toString()).orElse(null),
            compensation.map(recorded -> toRecord(recorded.reply())).orElse(null),
            Instant.ofEpochMilli(row.expiresAtMs()));
    try {
      return new StoredRow(codec.encode(topic, record), row.expiresAtMs());
    } catch (CodecOutageException e) {
      throw new TransientFailureException(e);
    }
  }

  FenceRow decode(DeduplicationKey executeKey, StoredRow row) throws TransientFailureException {
    FenceRecord record = decode(row.value());
    return new FenceRow(
        executeKey,
        state(executeKey, record),
        fromRecord(record.getExecuteReply()),
        compensation(record),
        record.getExpiresAt().toEpochMilli());
  }

  /**
   * Reads a row.
   *
   * @throws org.apache.kafka.common.errors.SerializationException if the value is not a row
   */
  StoredRow stored(byte[] value) throws TransientFailureException {
    return new StoredRow(value, decode(value).getExpiresAt().toEpochMilli());
  }

  private FenceRecord decode(byte[] value) throws TransientFailureException {
    try {
      return codec.decode(topic, value, FenceRecord.class);
    } catch (CodecOutageException e) {
      throw new TransientFailureException(e);
    }
  }

  private static FenceState state(FenceRow row) {
    return switch (row.state()) {
      case SUCCEEDED -> FenceState.SUCCEEDED;
      case REJECTED -> FenceState.REJECTED;
      case FENCED -> FenceState.FENCED;
      case FORGOTTEN -> FenceState.FORGOTTEN;
      case STARTED ->
          throw new IllegalArgumentException(
              "Expected the execute of " + row.executeKey() + " to be over");
    };
  }

  private static ExecuteState state(DeduplicationKey executeKey, FenceRecord record) {
    return switch (record.getExecuteState()) {
      case SUCCEEDED -> ExecuteState.SUCCEEDED;
      case REJECTED -> ExecuteState.REJECTED;
      case FENCED -> ExecuteState.FENCED;
      case FORGOTTEN -> ExecuteState.FORGOTTEN;
      case UNKNOWN ->
          throw new IllegalStateException(
              "Expected a state that this version knows in the fence row of " + executeKey);
    };
  }

  private static Optional<RecordedCompensation> compensation(FenceRecord record) {
    @Nullable String key = record.getCompensateKey();
    return key == null
        ? Optional.empty()
        : fromRecord(record.getCompensateReply())
            .map(reply -> new RecordedCompensation(DeduplicationKey.parse(key), reply));
  }

  private static FenceReply toRecord(EncodedReply reply) {
    return new FenceReply(
        ByteBuffer.wrap(reply.value()),
        reply.error().map(ReplyError::code).orElse(null),
        reply.error().map(ReplyError::message).orElse(null));
  }

  private static Optional<EncodedReply> fromRecord(@Nullable FenceReply recorded) {
    if (recorded == null) {
      return Optional.empty();
    }
    byte[] value = new byte[recorded.getValue().remaining()];
    recorded.getValue().duplicate().get(value);
    @Nullable String code = recorded.getErrorCode();
    return Optional.of(
        code == null
            ? new EncodedReply(StepOutcome.SUCCEEDED, value, Optional.empty())
            : new EncodedReply(
                StepOutcome.REJECTED, value, Optional.of(error(code, recorded.getErrorMessage()))));
  }

  private static ReplyError error(String code, @Nullable String message) {
    return new ReplyError(code, message == null ? "" : message);
  }
}
