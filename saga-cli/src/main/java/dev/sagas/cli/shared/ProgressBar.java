package dev.sagas.cli.shared;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine;

/** Shows the progress of a long read on a terminal; silent if standard error is not one. */
public final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private final PrintWriter err;
  private final boolean shown;
  private long drawnAt;
  private boolean drawn;

  ProgressBar(PrintWriter err, boolean shown) {
    this.err = err;
    this.shown = shown;
    this.drawnAt = System.nanoTime();
  }

  /** A bar if standard error is a terminal. */
  public static ProgressBar onTerminal(PrintWriter err) {
    return new ProgressBar(err, isTerminal());
  }

  /** Picocli knows only about input and output, so Linux is asked first. */
  private static boolean isTerminal() {
    if (Files.isSymbolicLink(STANDARD_ERROR)) {
      try {
        String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
      } catch (IOException e) {
        return false;
      }
    }
    return CommandLine.Help.Ansi.AUTO.enabled();
  }

  /** Draws, but not more often than is visible. */
  public void at(long done, long of) {
    if (!shown || of <= 0 || System.nanoTime() - drawnAt < REDRAW_NANOS) {
      return;
    }
    drawnAt = System.nanoTime();
    drawn = true;
    err.print("\r" + line(done, of));
    err.flush();
  }

  static String line(long done, long of) {
    long reached = Math.min(done, of);
    int filled = (int) (WIDTH * reached / of);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%  %,d of %,d records",
        "#".repeat(filled),
        " ".repeat(WIDTH - filled),
        100 * reached / of,
        reached,
        of);
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
