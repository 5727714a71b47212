package dev.sagas.spring.lifecycle;

/** Something that runs until it is closed, or cannot continue. */
public interface RunningPart {
  /** Waits until it has ended; throws why, if it could not continue. */
  void await() throws InterruptedException;

  /** Lets what is in progress finish, and ends. */
  void close();
}
