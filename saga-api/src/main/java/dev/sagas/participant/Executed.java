package dev.sagas.participant;

import java.util.Optional;

/**
 * What the fence knows of an execute when its compensation comes.
 *
 * @param reply what it was answered with, if it is recorded to have succeeded
 */
record Executed(Optional<EncodedReply> reply) {
  static final Executed UNKNOWN = new Executed(Optional.empty());
}
