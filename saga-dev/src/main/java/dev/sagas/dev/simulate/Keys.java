package dev.sagas.dev.simulate;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;

/**
 * Keys of chance for identifiers. Their own hash codes will not do: that of an enum differs from
 * one JVM to the next.
 */
final class Keys {
  private Keys() {}

  static long of(DeduplicationKey key) {
    return Dice.key(
        key.run().value().hashCode(),
        key.step().value().hashCode(),
        key.action() == Action.EXECUTE ? 1 : 2,
        key.epoch());
  }

  static long of(CommandId id) {
    return Dice.key(of(id.key()), id.attempt());
  }
}
