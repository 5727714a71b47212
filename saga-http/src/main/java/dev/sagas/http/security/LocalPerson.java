package dev.sagas.http.security;

import dev.sagas.http.exchange.AccessRole;
import dev.sagas.http.exchange.Person;
import java.util.Optional;

/**
 * Takes everybody on this machine for one person who may do everything; for servers that listen on
 * a loopback address.
 */
public final class LocalPerson implements Authenticator {
  private final Person person;

  /** Everybody is this person, such as the user that runs the service. */
  public LocalPerson(String name) {
    this.person = new Person(name, AccessRole.ADMIN);
  }

  @Override
  public Person verify(Optional<String> authorization) {
    return person;
  }

  @Override
  public boolean isProtecting() {
    return false;
  }
}
