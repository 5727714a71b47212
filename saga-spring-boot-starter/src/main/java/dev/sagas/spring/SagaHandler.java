package dev.sagas.spring;

import dev.sagas.protocol.Action;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.avro.specific.SpecificRecord;

/**
 * Marks a method of a bean that handles one type of command.
 *
 * <ul>
 *   <li>Exactly one parameter is the command's generated Avro class; another may be a {@link
 *       dev.sagas.participant.CommandContext}.
 *   <li>Returns the reply's generated class, which means that the step succeeded, or a {@link
 *       dev.sagas.participant.StepResult}, or a {@link java.util.concurrent.CompletionStage} of
 *       either.
 *   <li>Runs in the fence's transaction: what it changes through beans that join the application's
 *       transactions is committed together with the reply.
 *   <li>Throws {@link StepRejectedException} to refuse the step for a business reason, {@link
 *       StepFailedException} to be called again later; a transient database error is retried until
 *       the command's deadline; anything else is answered {@code failed}.
 *   <li>The method must not be private, static or final. It is checked when the application starts:
 *       a method that does not fit fails the start, with its bean and its name.
 * </ul>
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface SagaHandler {
  /**
   * What the method handles: both by default. Two methods may share a command's class, one for each
   * action.
   */
  Action[] action() default {Action.EXECUTE, Action.COMPENSATE};

  /**
   * The records that a {@link dev.sagas.participant.StepResult} may hold; the class of the return
   * value need not be repeated.
   */
  Class<? extends SpecificRecord>[] replies() default {};
}
