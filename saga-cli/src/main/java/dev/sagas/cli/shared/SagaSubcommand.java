package dev.sagas.cli.shared;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code saga}, found as a service on the class path.
 *
 * <ul>
 *   <li>Must be annotated with picocli's {@code @Command}.
 *   <li>Returns the exit code: 0 for success, 1 if a check failed or a request was refused, 2 if it
 *       could not be done, 3 if it was sent but its result is not known, 4 if the only problem is
 *       that sagas wait for a person to decide.
 * </ul>
 */
public interface SagaSubcommand extends Callable<Integer> {}
