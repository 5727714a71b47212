package dev.sagas.participant;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;

/**
 * What the fence needs to know about a command.
 *
 * @param key the command's own key
 * @param executeKey the key of the execute: the same, or the one that a compensation undoes
 * @param executeUnknown on a compensation: whether the orchestrator does not know how the execute
 *     ended
 * @param fenceUntilMs how long the row must be kept
 */
record FencedCommand(
    DeduplicationKey key, DeduplicationKey executeKey, boolean executeUnknown, long fenceUntilMs) {
  FencedCommand {
    if (executeKey.action() != Action.EXECUTE) {
      throw new IllegalArgumentException("Expected the key of an execute, but got " + executeKey);
    }
  }

  static FencedCommand execute(DeduplicationKey key, long fenceUntilMs) {
    return new FencedCommand(key, key, false, fenceUntilMs);
  }

  Action action() {
    return key.action();
  }
}
