package dev.sagas.admin;

import java.util.Locale;
import java.util.Set;

/** What can be wrong with a request: the stable codes of the API. */
public enum AdminProblem {
  BAD_PARAMETER,
  BAD_BODY,
  UNAUTHENTICATED,
  FORBIDDEN,
  FOREIGN_PAGE,
  NO_SUCH_PATH,
  NO_SUCH_SAGA,
  NO_SUCH_DEFINITION,
  NO_SUCH_DEAD_LETTER,
  NO_SUCH_BATCH,
  NO_SUCH_REVISION,
  NO_SUCH_RECORD,
  NO_EXPORT,
  METHOD_NOT_ALLOWED,
  CONFLICT,
  REFUSED,
  TOO_LARGE,
  UNSUPPORTED_MEDIA_TYPE,
  DOES_NOT_FIT,
  TOO_MANY_REQUESTS,
  INTERNAL,
  NOT_READY,
  PARTITION_UNAVAILABLE,
  EXPORT_UNAVAILABLE,
  PLATFORM_UNAVAILABLE,
  /** A code of a newer version, or an answer that is not the API's. */
  OTHER;

  private static final Set<AdminProblem> PASSING =
      Set.of(
          TOO_MANY_REQUESTS,
          NOT_READY,
          PARTITION_UNAVAILABLE,
          EXPORT_UNAVAILABLE,
          PLATFORM_UNAVAILABLE);

  /** The code as the API writes it, such as {@code no-such-saga}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static AdminProblem of(String text) {
    for (AdminProblem problem : values()) {
      if (problem.text().equals(text)) {
        return problem;
      }
    }
    return OTHER;
  }

  /** True if the same question may be answered a little later. */
  boolean isPassing() {
    return PASSING.contains(this);
  }
}
