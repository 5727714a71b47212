package dev.sagas.participant;

import java.util.Optional;

/**
 * What the fence knows about an execute when its compensation arrives.
 *
 * @param reply its reply, if it is recorded as succeeded
 */
record RecordedExecute(Optional<EncodedReply> reply) {
  static final RecordedExecute UNKNOWN = new RecordedExecute(Optional.empty());
}
