package dev.sagas.engine.core;

/** A definition's function threw, or returned what cannot be sent. The message names no payload. */
public final class DefinitionFault extends Exception {
  private final String reason;

  /** A fault that was found by a check. */
  public DefinitionFault(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** A fault that was thrown. */
  public DefinitionFault(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  /** What is wrong, for an operator. */
  public String reason() {
    return reason;
  }
}
