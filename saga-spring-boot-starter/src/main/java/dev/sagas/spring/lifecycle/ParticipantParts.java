package dev.sagas.spring.lifecycle;

import dev.sagas.participant.Participant;
import java.util.function.Supplier;

/** Participants as parts. */
public final class ParticipantParts {
  private ParticipantParts() {}

  /**
   * A participant.
   *
   * @param made a new one for each start, or always the same, which can then run only once
   */
  public static ManagedPart part(String name, Supplier<Participant> made) {
    return new ManagedPart("participant " + name, () -> started(made.get()));
  }

  private static RunningPart started(Participant participant) {
    participant.start();
    return new RunningPart() {
      @Override
      public void await() throws InterruptedException {
        participant.await();
      }

      @Override
      public void close() {
        participant.close();
      }
    };
  }
}
