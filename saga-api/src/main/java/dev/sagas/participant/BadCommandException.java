package dev.sagas.participant;

/** A record on the command topic that is not a valid command; it becomes a dead letter. */
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
