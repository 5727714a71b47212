package dev.sagas.orchestrator.doctor;

/** The deployment could not be examined at all. The message says why. */
public final class DoctorException extends RuntimeException {
  DoctorException(String message, Throwable cause) {
    super(message, cause);
  }
}
