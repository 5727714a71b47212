package dev.sagas.participant;

/** A record on the command topic that is no command: for the dead letters. */
final class BadCommandException extends Exception {
  private final ReplyError error;

  BadCommandException(String code, String message) {
    super(message);
    this.error = new ReplyError(code, message);
  }

  ReplyError error() {
    return error;
  }
}
