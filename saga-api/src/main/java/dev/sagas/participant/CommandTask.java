package dev.sagas.participant;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of the command topic on its way through the participant. */
final class CommandTask {
  private enum State {
    WAITING,
    BEGUN,
    DONE
  }

  private final ConsumerRecord<byte[], byte[]> record;
  private final PartitionWindow window;
  private volatile State state = State.WAITING;

  CommandTask(ConsumerRecord<byte[], byte[]> record, PartitionWindow window) {
    this.record = record;
    this.window = window;
  }

  ConsumerRecord<byte[], byte[]> record() {
    return record;
  }

  /** False if the partition is somebody else's by now. */
  boolean begin() {
    if (window.isRevoked()) {
      return false;
    }
    state = State.BEGUN;
    return true;
  }

  /** What there is to send has been acknowledged. */
  void done() {
    state = State.DONE;
  }

  /** Left unfinished: it will be delivered again. */
  void abandon() {
    state = State.WAITING;
  }

  boolean isBegun() {
    return state == State.BEGUN;
  }

  boolean isDone() {
    return state == State.DONE;
  }
}
