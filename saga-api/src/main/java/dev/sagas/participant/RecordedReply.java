package dev.sagas.participant;

import dev.sagas.serde.AvroCodec;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The participant's own reply that the fence has recorded, for a handler to read. */
record RecordedReply(Optional<EncodedReply> reply, HandlerCall.Coding coding) {
  <R extends SpecificRecord> Optional<R> as(Class<R> type) {
    if (reply.isEmpty()) {
      return Optional.empty();
    }
    AvroCodec codec = coding.codec();
    byte[] value = reply.get().value();
    String recorded = codec.writerSchema(coding.topic(), value).getFullName();
    String asked = HandlerTable.fullName(type);
    if (!recorded.equals(asked)) {
      throw new IllegalArgumentException(
          "Expected the recorded reply to be a " + asked + ", but it is a " + recorded);
    }
    return Optional.of(codec.decode(coding.topic(), value, type));
  }
}
