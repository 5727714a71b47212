package dev.sagas.testkit;

import dev.sagas.participant.StepResult;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a participant does with a command.
 *
 * @param handler empty if it stays silent
 * @param late how much later than normal the reply arrives
 * @param twice true if the reply arrives twice
 */
record Answer(Optional<Function<Command, StepResult>> handler, Duration late, boolean twice) {
  static final Answer SILENCE = new Answer(Optional.empty(), Duration.ZERO, false);

  static Answer of(Function<SpecificRecord, StepResult> handler) {
    return ofCommand(command -> handler.apply(command.record()));
  }

  static Answer ofCommand(Function<Command, StepResult> handler) {
    return new Answer(Optional.of(handler), Duration.ZERO, false);
  }

  Answer later(Duration by) {
    return new Answer(handler, by, twice);
  }

  Answer again() {
    return new Answer(handler, late, true);
  }
}
