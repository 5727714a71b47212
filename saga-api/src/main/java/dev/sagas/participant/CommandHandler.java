package dev.sagas.participant;

import org.apache.avro.specific.SpecificRecord;

/**
 * Handles one type of command: executes a step, or undoes it.
 *
 * <ul>
 *   <li>Makes its database changes through {@link CommandContext#connection()}, in the transaction
 *       that also records the reply; must not commit, roll back or close it.
 *   <li>Runs at most once at a time per saga, and for several sagas in parallel.
 *   <li>If it returns {@code rejected}, its database changes are rolled back and the answer is
 *       final; if it returns {@code failed}, they are rolled back and the orchestrator tries again.
 *   <li>A transient database error that it throws is retried within the command's deadline; any
 *       other exception is answered {@code failed} with the code {@code HANDLER_THREW}.
 *   <li>Must not return null: that, too, is answered {@code failed}.
 * </ul>
 *
 * @param <C> the command's generated Avro class
 */
@FunctionalInterface
public interface CommandHandler<C extends SpecificRecord> {
  /** Handles one command. */
  StepResult handle(C command, CommandContext context) throws Exception;
}
