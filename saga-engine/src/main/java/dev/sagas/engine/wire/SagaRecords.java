package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.DefinitionFault;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.AvroCodec;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what a definition's functions see, and encodes what they make, within the bounds.
 *
 * @param <D> the saga's data
 */
final class SagaRecords<D extends SpecificRecord> {
  private final Class<D> dataClass;
  private final AvroCodec codec;
  private final TopicNames topics;
  private final PayloadLimits limits;

  SagaRecords(Class<D> dataClass, AvroCodec codec, TopicNames topics, PayloadLimits limits) {
    this.dataClass = dataClass;
    this.codec = codec;
    this.topics = topics;
    this.limits = limits;
  }

  int maxDataBytes() {
    return limits.maxDataBytes();
  }

  /** A record of its own for each caller, so that none can change the state. */
  D data(Bytes data) {
    return codec.decode(topics.requests(), data.array(), dataClass);
  }

  <R extends SpecificRecord> R reply(Bytes reply, Class<R> type) {
    return codec.decode(topics.replies(), reply.array(), type);
  }

  <R extends SpecificRecord> R signal(Bytes signal, Class<R> type) {
    return codec.decode(topics.signals(), signal.array(), type);
  }

  Bytes encodeData(@Nullable D data) throws DefinitionFault {
    if (data == null) {
      throw new DefinitionFault("it returned null");
    }
    return bounded("data", codec.encode(topics.requests(), data), limits.maxDataBytes());
  }

  Bytes encodeCommand(
      ParticipantName participant, Class<? extends SpecificRecord> type, SpecificRecord command)
      throws DefinitionFault {
    if (!type.isInstance(command)) {
      throw new DefinitionFault("it returned no " + type.getName());
    }
    return bounded(
        "command", codec.encode(topics.commands(participant), command), limits.maxCommandBytes());
  }

  private static Bytes bounded(String what, byte[] encoded, int maxBytes) throws DefinitionFault {
    if (encoded.length > maxBytes) {
      throw new DefinitionFault(
          "the %s would have %s bytes, at most %s are allowed"
              .formatted(what, encoded.length, maxBytes));
    }
    return Bytes.of(encoded);
  }
}
