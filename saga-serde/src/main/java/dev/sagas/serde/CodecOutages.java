package dev.sagas.serde;

import java.util.Optional;
import org.slf4j.Logger;

/**
 * Finds outages of what encoding and decoding need among exceptions, and logs them briefly: an
 * outage is retried many times, and its stack trace says no more than its message, which contains
 * address and reason.
 */
public final class CodecOutages {
  private static final int MAX_CAUSES = 20;

  private CodecOutages() {}

  /** The outage that caused the exception, if any. */
  public static Optional<CodecOutageException> in(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (cause instanceof CodecOutageException outage) {
        return Optional.of(outage);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /**
   * Warns about a failure that will be retried: in one line if the cause is such an outage, with
   * the stack trace at level DEBUG; otherwise with the stack trace.
   */
  public static void warn(Logger log, String what, Throwable thrown) {
    Optional<CodecOutageException> outage = in(thrown);
    if (outage.isEmpty()) {
      log.warn(what, thrown);
      return;
    }
    log.warn("{}: {}", what, outage.get().getMessage());
    log.debug("{}", what, thrown);
  }
}
