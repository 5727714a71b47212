package dev.sagas.samples.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Reports the progress to a person: a line per stage, and one for each tenth of the orders. */
final class Progress {
  private final PrintWriter err;
  private final long begunNanos = System.nanoTime();
  private int saidTenths;

  /** Begins to count the time. */
  Progress(PrintWriter err) {
    this.err = err;
  }

  /** Writes a line. */
  synchronized void say(String line) {
    double seconds = Duration.ofNanos(System.nanoTime() - begunNanos).toMillis() / 1000.0;
    err.printf(Locale.ROOT, "%6.1f s  %s%n", seconds, line);
    err.flush();
  }

  /** Writes a line if that is a tenth more than before. */
  synchronized void ended(int count, int of) {
    int tenths = (int) (10L * count / of);
    if (tenths > saidTenths) {
      saidTenths = tenths;
      say(String.format(Locale.ROOT, "%d of %d sagas have ended", count, of));
    }
  }
}
