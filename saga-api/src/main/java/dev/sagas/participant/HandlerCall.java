package dev.sagas.participant;

import dev.sagas.serde.AvroCodec;
import org.apache.avro.specific.SpecificRecord;

/** One command and the handler for it. */
record HandlerCall<C extends SpecificRecord>(
    CommandHeaders headers, C command, CommandHandler<C> handler, Coding coding) {
  /**
   * How replies are written and read.
   *
   * @param topic the replies', for the codec's subjects
   */
  record Coding(Replies replies, AvroCodec codec, String topic) {}

  /** The work of one attempt. */
  HandlerAttempt<C> in(HandlerRun run) {
    return new HandlerAttempt<>(this, run);
  }
}
