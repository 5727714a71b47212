package dev.sagas.http.security;

import dev.sagas.http.exchange.Person;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import java.util.Optional;

/** Takes what the first verifies, or else what the second does. */
public final class EitherAuthenticator implements Authenticator {
  private final Authenticator first;
  private final Authenticator second;

  /** Of two that protect. */
  public EitherAuthenticator(Authenticator first, Authenticator second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public Person verify(Optional<String> authorization) {
    try {
      return first.verify(authorization);
    } catch (ProblemException e) {
      if (e.code() != ProblemCode.UNAUTHENTICATED) {
        throw e;
      }
      return second.verify(authorization);
    }
  }

  @Override
  public boolean isProtecting() {
    return first.isProtecting() && second.isProtecting();
  }
}
