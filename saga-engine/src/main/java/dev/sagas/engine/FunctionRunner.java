package dev.sagas.engine;

import dev.sagas.engine.core.Decision;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs a decision, which calls the functions of a definition. */
@FunctionalInterface
interface FunctionRunner {
  /** On the caller's thread, for functions that are known to return. */
  FunctionRunner INLINE = (limit, work) -> work.get();

  /**
   * Gives what the work gives, or throws what it throws.
   *
   * @throws TimeoutException if it does not return in time
   */
  Decision within(Duration limit, Supplier<Decision> work) throws TimeoutException;
}
