package dev.sagas.serde;

import java.util.Optional;
import org.slf4j.Logger;

/**
 * Finds outages of the registry in what was thrown, and logs them in short: an outage is tried
 * again and again, and its stack says no more than its message, which names address and reason.
 */
public final class RegistryOutages {
  private static final int MAX_CAUSES = 20;

  private RegistryOutages() {}

  /** The outage that caused it, if one did. */
  public static Optional<RegistryUnavailableException> in(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (cause instanceof RegistryUnavailableException outage) {
        return Optional.of(outage);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /**
   * Warns of what failed and will be tried again: in one line if it was for an outage of the
   * registry, with the stack at level DEBUG, else with the stack.
   */
  public static void warn(Logger log, String what, Throwable thrown) {
    Optional<RegistryUnavailableException> outage = in(thrown);
    if (outage.isEmpty()) {
      log.warn(what, thrown);
      return;
    }
    log.warn("{}: {}", what, outage.get().getMessage());
    log.debug("{}", what, thrown);
  }
}
