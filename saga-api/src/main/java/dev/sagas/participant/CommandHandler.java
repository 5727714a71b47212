package dev.sagas.participant;

import org.apache.avro.specific.SpecificRecord;

/**
 * Handles one type of command: takes a step's effect, or undoes it.
 *
 * <ul>
 *   <li>Makes its database changes through {@link CommandContext#connection()}, in the transaction
 *       that also records the reply; must not commit, roll back or close it.
 *   <li>Runs at most once at a time per saga, and for several sagas in parallel.
 *   <li>A returned {@code rejected} undoes its database changes and is final; a returned {@code
 *       failed} undoes them too and lets the orchestrator try again.
 *   <li>A thrown database error that is likely to pass is retried within the command's deadline;
 *       any other exception is answered {@code failed} with the code {@code HANDLER_THREW}.
 *   <li>Must not return null: that is answered {@code failed} too.
 * </ul>
 *
 * @param <C> the command's generated Avro class
 */
@FunctionalInterface
public interface CommandHandler<C extends SpecificRecord> {
  /** Handles one command. */
  StepResult handle(C command, CommandContext context) throws Exception;
}
