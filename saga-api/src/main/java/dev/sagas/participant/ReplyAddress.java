package dev.sagas.participant;

import dev.sagas.protocol.HeaderNumber;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Headers;

/**
 * Where to answer a command.
 *
 * @param partition empty if the key determines it
 */
record ReplyAddress(String topic, OptionalInt partition, SagaId sagaId, String commandId) {
  /** The address, if the headers contain one, whatever else is wrong with them. */
  static Optional<ReplyAddress> of(Headers headers) {
    HeaderReader reader = new HeaderReader(headers);
    try {
      Optional<String> partition = reader.text(SagaHeaders.REPLY_PARTITION);
      return Optional.of(
          new ReplyAddress(
              reader.required(SagaHeaders.REPLY_TO),
              partition.isEmpty()
                  ? OptionalInt.empty()
                  : OptionalInt.of(
                      reader.required(SagaHeaders.REPLY_PARTITION, HeaderNumber::parseInt)),
              reader.required(SagaHeaders.SAGA_ID, SagaId::new),
              reader.required(SagaHeaders.COMMAND_ID)));
    } catch (BadCommandException e) {
      return Optional.empty();
    }
  }
}
