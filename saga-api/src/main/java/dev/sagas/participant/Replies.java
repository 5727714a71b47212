package dev.sagas.participant;

import dev.sagas.protocol.StepOutcome;
import dev.sagas.schema.NothingToUndo;
import dev.sagas.schema.NothingToUndoReason;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.CodecOutageException;
import dev.sagas.serde.SchemaNotRegisteredException;
import dev.sagas.serde.ValueTooLargeException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encodes replies; one that cannot be sent is replaced by a {@code failed} one that says why. */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private final AvroCodec codec;
  private final String topic;
  private final Set<String> declared;
  private final int maxValueBytes;

  /**
   * @param topic the replies' topic, for the codec's subjects
   * @param declared full names of the records that may be sent as replies
   */
  Replies(AvroCodec codec, String topic, Set<String> declared, int maxValueBytes) {
    this.codec = codec;
    this.topic = topic;
    this.declared = Set.copyOf(declared);
    this.maxValueBytes = maxValueBytes;
  }

  /** The replies' topic. */
  String topic() {
    return topic;
  }

  /** The reply for a handler's result. */
  EncodedReply of(StepResult result) throws TransientFailureException {
    return result.accept(new OfResult());
  }

  /** The reply of each kind of result. */
  private final class OfResult
      implements StepResult.Visitor<EncodedReply, TransientFailureException> {
    @Override
    public EncodedReply succeeded(StepResult.Succeeded result) throws TransientFailureException {
      return own(StepOutcome.SUCCEEDED, result.reply(), Optional.empty());
    }

    @Override
    public EncodedReply rejected(StepResult.Rejected result) throws TransientFailureException {
      ReplyError error = new ReplyError(result.code(), result.message());
      return result.reply().isPresent()
          ? own(StepOutcome.REJECTED, result.reply().get(), Optional.of(error))
          : failure(StepOutcome.REJECTED, error, result.details());
    }

    @Override
    public EncodedReply failed(StepResult.Failed result) throws TransientFailureException {
      EncodedReply reply = Replies.this.failed(result.code(), result.message());
      return new EncodedReply(reply.outcome(), reply.value(), reply.error(), result.retryAfter());
    }
  }

  /** A technical failure. */
  EncodedReply failed(String code, String message) throws TransientFailureException {
    return failure(StepOutcome.FAILED, new ReplyError(code, message), Map.of());
  }

  /** A refusal by the participant library. */
  EncodedReply rejected(ReplyError error) throws TransientFailureException {
    return failure(StepOutcome.REJECTED, error, Map.of());
  }

  /** The success of a compensation without a handler. */
  EncodedReply nothingToUndo(FencedCommand command, NothingToUndoReason reason)
      throws TransientFailureException {
    NothingToUndo reply = new NothingToUndo(command.executeKey().toString(), reason);
    return new EncodedReply(StepOutcome.SUCCEEDED, encode(reply), Optional.empty());
  }

  private EncodedReply failure(StepOutcome outcome, ReplyError error, Map<String, String> details)
      throws TransientFailureException {
    byte[] value = encode(new StepFailure(error.code(), error.message(), details));
    return value.length > maxValueBytes
        ? tooLarge("StepFailure", value.length)
        : new EncodedReply(outcome, value, Optional.of(error));
  }

  private EncodedReply own(StepOutcome outcome, SpecificRecord reply, Optional<ReplyError> error)
      throws TransientFailureException {
    String type = reply.getSchema().getFullName();
    if (!declared.contains(type)) {
      return failed(ErrorCode.UNDECLARED_REPLY_TYPE, "Expected replies(...) to declare " + type);
    }
    byte[] value;
    try {
      value = encode(reply);
    } catch (SchemaNotRegisteredException e) {
      return failed(
          ErrorCode.UNDECLARED_REPLY_TYPE,
          "Expected the schema of " + type + " to be registered, but the registry has another");
    } catch (ValueTooLargeException e) {
      return failed(ErrorCode.REPLY_TOO_LARGE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Avro's message may quote the reply, which is for DEBUG alone.
      LOG.warn("A reply {} does not fit its schema: {}", type, e.getClass().getName());
      LOG.debug("A reply {} does not fit its schema", type, e);
      return failed(
          ErrorCode.REPLY_NOT_ENCODABLE,
          "Expected a %s that fits its schema, but encoding it threw %s"
              .formatted(type, e.getClass().getName()));
    }
    if (value.length > maxValueBytes) {
      return tooLarge(type, value.length);
    }
    return new EncodedReply(outcome, value, error);
  }

  private EncodedReply tooLarge(String type, int bytes) throws TransientFailureException {
    String message =
        "Expected a " + type + " of at most " + maxValueBytes + " bytes, but it has " + bytes;
    ReplyError error = new ReplyError(ErrorCode.REPLY_TOO_LARGE, message);
    byte[] value = encode(new StepFailure(error.code(), error.message(), Map.of()));
    return new EncodedReply(StepOutcome.FAILED, value, Optional.of(error));
  }

  private byte[] encode(SpecificRecord reply) throws TransientFailureException {
    try {
      return codec.encode(topic, reply);
    } catch (CodecOutageException e) {
      throw new TransientFailureException(e);
    }
  }
}
