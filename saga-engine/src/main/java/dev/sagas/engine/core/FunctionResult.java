package dev.sagas.engine.core;

import java.util.Optional;

/**
 * The result of a local step or a signal.
 *
 * @param data the saga's data after it
 * @param refusal why the step counts as rejected; empty if it succeeded
 */
public record FunctionResult(Bytes data, Optional<Refusal> refusal) {
  /** Why a step counts as rejected. */
  public record Refusal(String code, String message) {}
}
