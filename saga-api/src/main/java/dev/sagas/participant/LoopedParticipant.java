package dev.sagas.participant;

import java.util.Optional;

/** A running participant whose work ends with its poll thread. */
abstract class LoopedParticipant implements RunningParticipant {
  /** Of all its threads. */
  final Shutdown shutdown = new Shutdown();

  /** The poll thread. */
  abstract Thread loop();

  @Override
  public final boolean isRunning() {
    return loop().isAlive() && !shutdown.isRequested();
  }

  @Override
  public final Optional<Throwable> await() throws InterruptedException {
    loop().join();
    return shutdown.failure();
  }
}
