package dev.sagas.orchestrator.cli;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code saga}, found as a service on the class path.
 *
 * <ul>
 *   <li>Must be annotated with picocli's {@code @Command}.
 *   <li>Returns the exit code: 0 if all is well, 1 if what was asked for found fault, 2 if it could
 *       not be done, 3 if it was sent and is not known to be done, 4 if nothing is wrong but that
 *       sagas wait for a person to decide.
 * </ul>
 */
public interface SagaSubcommand extends Callable<Integer> {}
