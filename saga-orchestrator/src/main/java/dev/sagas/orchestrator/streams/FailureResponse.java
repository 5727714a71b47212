package dev.sagas.orchestrator.streams;

import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What is done when a stream thread has failed; see {@code docs/operating/kafka.md}. */
enum FailureResponse {
  /**
   * Another thread reads the input again. For all that may end by itself or by what an operator
   * does meanwhile; a series of failures makes the instance not alive.
   */
  REPLACE_THREAD,
  /**
   * The engine ends, and the instance is not alive until it is started again. For what a new thread
   * can only repeat: another instance has this one's {@code group.instance.id} and they would fence
   * each other off in turn, or the brokers do not know a request.
   */
  SHUT_DOWN,
  /**
   * The process ends at once. For errors of the virtual machine, such as no memory: what other
   * threads have in memory may be wrong, and exactly-once makes a sudden end safe.
   */
  HALT;

  /** The response to a failure, by its causes; the most severe counts. */
  static FailureResponse to(Throwable failure) {
    FailureResponse response = REPLACE_THREAD;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      FailureResponse own = own(cause);
      response = own.compareTo(response) > 0 ? own : response;
    }
    return response;
  }

  private static FailureResponse own(Throwable cause) {
    if (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)) {
      return HALT;
    }
    return cause instanceof FencedInstanceIdException
            || cause instanceof UnsupportedVersionException
        ? SHUT_DOWN
        : REPLACE_THREAD;
  }
}
