package dev.sagas.audit;

import dev.sagas.protocol.KeyPartition;
import java.nio.charset.StandardCharsets;

/**
 * One of the shards among which an audit divides the sagas, each checked by one thread at a time.
 *
 * <ul>
 *   <li>All records of a saga belong to one shard, so that they are checked in the order in which
 *       they are read, whatever the number of shards.
 *   <li>A command belongs to the shard of the saga that its command id begins with: it is matched
 *       with the journal by that id, whatever its record's key is.
 * </ul>
 */
record Sharding(int index, int count) {
  /** Everything in one shard. */
  static final Sharding NONE = new Sharding(0, 1);

  /** The shard of a saga id's bytes. */
  static int of(byte[] saga, int count) {
    return count == 1 ? 0 : KeyPartition.of(saga, count);
  }

  /** The shard of a command id. */
  static int ofCommand(String commandId, int count) {
    if (count == 1) {
      return 0;
    }
    int end = commandId.indexOf('/');
    String saga = end < 0 ? commandId : commandId.substring(0, end);
    return of(saga.getBytes(StandardCharsets.UTF_8), count);
  }

  /** True if the command is matched in this shard. */
  boolean hasCommand(String commandId) {
    return ofCommand(commandId, count) == index;
  }
}
