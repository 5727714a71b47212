package dev.sagas.comparison.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The CPU of all processes of the machine. */
final class MachineCpu {
  private static final Path STAT = Path.of("/proc/stat");
  private static final double TICKS_PER_SECOND = 100;

  /** Idle and iowait are no work, guest time is in user time. */
  private static final int[] BUSY = {1, 2, 3, 6, 7, 8};

  private MachineCpu() {}

  /** What all processes have used so far. */
  static double seconds() {
    try {
      List<String> lines = Files.readAllLines(STAT, StandardCharsets.UTF_8);
      String[] fields = lines.get(0).strip().split(" +", -1);
      double ticks = 0;
      for (int field : BUSY) {
        ticks += Long.parseLong(fields[field]);
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read " + STAT, e);
    }
  }
}
