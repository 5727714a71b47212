package dev.sagas.http.security;

import dev.sagas.http.exchange.Person;
import java.util.Optional;

/** Verifies who asks. Thread-safe. */
public interface Authenticator {
  /**
   * Who asks.
   *
   * @param authorization the header of that name
   * @throws dev.sagas.http.exchange.ProblemException {@code unauthenticated} if they do not say, or
   *     it cannot be verified
   */
  Person verify(Optional<String> authorization);

  /** Whether it verifies anything: what does not may only be reached from this machine. */
  boolean isProtecting();
}
