package dev.sagas.participant;

import java.util.Optional;

/** A running participant. */
interface RunningParticipant extends AutoCloseable {
  /** True until it is closed or cannot continue. */
  boolean isRunning();

  /**
   * Waits until it has ended.
   *
   * @return why it cannot continue; empty if it was closed
   */
  Optional<Throwable> await() throws InterruptedException;

  @Override
  void close();
}
