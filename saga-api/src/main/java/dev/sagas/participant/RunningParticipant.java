package dev.sagas.participant;

/** A participant at work. */
interface RunningParticipant extends AutoCloseable {
  /** True until it is closed or cannot go on. */
  boolean isRunning();

  @Override
  void close();
}
