package dev.sagas.export.run;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Writes the progress for a person: a line every few seconds, and one when nothing is behind. */
final class ProgressLines implements JournalExport.ProgressListener {
  private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

  private final PrintWriter out;
  private final LongSupplier nanoTime;
  private long nextAtNanos;
  private boolean wasBehind = true;

  ProgressLines(PrintWriter out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.nextAtNanos = nanoTime.getAsLong();
  }

  @Override
  public void at(ExportProgress progress) {
    long nowNanos = nanoTime.getAsLong();
    boolean isBehind = progress.behind() > 0;
    if (nowNanos - nextAtNanos >= 0 || (wasBehind && !isBehind)) {
      out.println(
          "%s entries exported, %s offsets behind"
              .formatted(progress.entries(), progress.behind()));
      out.flush();
      nextAtNanos = nowNanos + INTERVAL_NANOS;
    }
    wasBehind = isBehind;
  }
}
