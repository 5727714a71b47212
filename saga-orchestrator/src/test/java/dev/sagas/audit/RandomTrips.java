package dev.sagas.audit;

import java.time.Duration;
import java.util.Random;

/** Sagas of {@link ThreeStepTrip} to which random things happen. */
public final class RandomTrips {
  private RandomTrips() {}

  /**
   * Starts sagas {@code trip-0} and on, and does something random to one of them, so many times.
   */
  public static void play(RecordedDeployment engine, long seed, int sagas, int happenings) {
    Random random = new Random(seed);
    for (int i = 0; i < sagas; i++) {
      engine.start("trip-" + i);
    }
    for (int i = 0; i < happenings; i++) {
      String saga = "trip-" + random.nextInt(sagas);
      switch (random.nextInt(8)) {
        case 0 -> engine.reject(saga);
        case 1 -> engine.start(saga);
        case 2 -> engine.pass(Duration.ofMillis(random.nextInt(400)));
        default -> engine.succeed(saga);
      }
    }
  }
}
