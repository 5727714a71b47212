package dev.sagas.cli.server;

/** The orchestrators could not be asked, or did not answer as expected; names their address. */
public final class ServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean sent;

  ServerException(String message, boolean sent, Throwable cause) {
    super(message, cause);
    this.sent = sent;
  }

  /** False if the request certainly did not arrive. */
  boolean maybeSent() {
    return sent;
  }
}
