package dev.sagas.cli.shared;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Shows the progress of a long read on a terminal; silent if standard error is not one. */
public final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

  private final PrintWriter err;
  private final boolean shown;
  private final String what;
  private long drawnAt;
  private boolean drawn;

  ProgressBar(PrintWriter err, boolean shown, String what) {
    this.err = err;
    this.shown = shown;
    this.what = what;
    this.drawnAt = System.nanoTime();
  }

  /** A bar if standard error is a terminal. */
  public static ProgressBar onTerminal(PrintWriter err) {
    return onTerminal(err, "records");
  }

  /**
   * The same.
   *
   * @param what is counted, in the plural
   */
  public static ProgressBar onTerminal(PrintWriter err, String what) {
    return new ProgressBar(err, Terminal.showsErrors(), what);
  }

  /** Draws, but not more often than is visible. */
  public void at(long done, long of) {
    if (!shown || of <= 0 || System.nanoTime() - drawnAt < REDRAW_NANOS) {
      return;
    }
    drawnAt = System.nanoTime();
    drawn = true;
    err.print("\r" + line(done, of, what));
    err.flush();
  }

  static String line(long done, long of, String what) {
    long reached = Math.min(done, of);
    int filled = (int) (WIDTH * reached / of);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%  %,d of %,d %s",
        "#".repeat(filled),
        " ".repeat(WIDTH - filled),
        100 * reached / of,
        reached,
        of,
        what);
  }

  /** Removes the bar: what follows begins on an empty line. */
  @Override
  public void close() {
    if (drawn) {
      err.print("\r\033[K");
      err.flush();
    }
  }
}
