package dev.sagas.participant;

import org.jspecify.annotations.Nullable;

/**
 * The text about an exception that the saga shows: its class and message, and those of its root
 * cause.
 *
 * <ul>
 *   <li>The message of a database error is left out, because databases quote values of rows; its
 *       SQLState is shown instead.
 * </ul>
 */
final class ThrownText {
  private static final int MAX_CAUSES = 16;

  private ThrownText() {}

  static String of(Throwable problem) {
    String type = problem.getClass().getName();
    if (DatabaseErrors.sqlState(problem).isPresent()) {
      return type + " (SQLState " + DatabaseErrors.sqlState(problem).get() + ")";
    }
    String text = named(problem);
    Throwable root = root(problem);
    return root == problem || text.contains(message(root))
        ? text
        : text + "; caused by " + named(root);
  }

  private static String named(Throwable problem) {
    String message = message(problem);
    String type = problem.getClass().getName();
    return message.isEmpty() ? type : type + ": " + message;
  }

  // A handler's exception may contain any code: even getMessage may throw.
  private static String message(Throwable problem) {
    try {
      @Nullable String message = problem.getMessage();
      return message == null ? "" : message;
    } catch (RuntimeException e) {
      return "";
    }
  }

  private static Throwable root(Throwable problem) {
    Throwable root = problem;
    @Nullable Throwable cause = problem.getCause();
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      root = cause;
      cause = cause.getCause();
    }
    return root;
  }
}
