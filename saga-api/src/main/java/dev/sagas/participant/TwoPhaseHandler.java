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
 *       same command. Pass {@link CommandContext#deduplicationKey()} to the other side as the
 *       idempotency key: it must apply the effect once per key and answer the second call like the
 *       first.
 *   <li>A compensation may arrive while the execute's call is in progress, or after a call whose
 *       outcome is unknown. Its {@link #handle} is always called then, and must make sure that the
 *       effect of {@link CommandContext#undoes()} is undone and cannot happen later: the other side
 *       must refuse a key that was cancelled before it was used.
 * </ul>
 *
 * @param <C> the command's generated Avro class
 */
@FunctionalInterface
public interface TwoPhaseHandler<C extends SpecificRecord> extends CommandHandler<C> {
  /**
   * Stores the service's own record of a {@link #handle} that succeeded, through {@link
   * CommandContext#connection()}, in the transaction that records the reply. Not called for other
   * results. By default does nothing.
   */
  default void record(C command, StepResult result, CommandContext context) throws Exception {}
}
