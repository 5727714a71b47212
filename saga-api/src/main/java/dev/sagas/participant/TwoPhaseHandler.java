package dev.sagas.participant;

import org.apache.avro.specific.SpecificRecord;

/**
 * Handles a command whose effect is outside the service's database, such as a card charged by a
 * payment provider (R28).
 *
 * <ul>
 *   <li>Before {@link #handle} the fence commits that the command has begun. {@link #handle} then
 *       runs without a transaction; {@link CommandContext#connection()} throws.
 *   <li>After a crash, a lost reply or a {@code failed}, {@link #handle} is called again for the
 *       same command. Hand {@link CommandContext#deduplicationKey()} to the other side as the
 *       idempotency key: it must take the effect once per key and answer the second call as the
 *       first.
 *   <li>A compensation may come while the execute's call is under way, or after one whose outcome
 *       nobody learnt. Its {@link #handle} is always called then, and must make sure that the
 *       effect of {@link CommandContext#undoes()} neither stands nor comes later: the other side
 *       has to refuse a key that was cancelled before it was used.
 * </ul>
 *
 * @param <C> the command's generated Avro class
 */
@FunctionalInterface
public interface TwoPhaseHandler<C extends SpecificRecord> extends CommandHandler<C> {
  /**
   * Makes the service's own note of a {@link #handle} that succeeded, through {@link
   * CommandContext#connection()}, in the transaction that records the reply. Not called for other
   * results. By default notes nothing.
   */
  default void record(C command, StepResult result, CommandContext context) throws Exception {}
}
