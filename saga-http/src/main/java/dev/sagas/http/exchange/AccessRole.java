package dev.sagas.http.exchange;

import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each role may do what the ones before it may. */
public enum AccessRole {
  /** Sees everything but what is masked. */
  VIEWER,
  /** Sees payloads, acts on sagas and dead letters. */
  OPERATOR,
  /** Acts on many sagas at once, and ends them by hand. */
  ADMIN;

  /** True if this role may do what {@code needed} may. */
  public boolean includes(AccessRole needed) {
    return compareTo(needed) >= 0;
  }

  /** The name in files and answers, such as {@code viewer}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that name. */
  public static Optional<AccessRole> of(String text) {
    for (AccessRole role : values()) {
      if (role.text().equals(text)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
