package dev.sagas.comparison.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process of the engine, alone or with those that it has started. Needs Linux.
 *
 * @param name how it is called in the report
 * @param pid its number
 * @param children whether processes that it has started belong to it
 */
public record MeasuredProcess(String name, long pid, boolean children) {
  private static final Path PROC = Path.of("/proc");

  /** Linux counts in hundredths of a second, on every architecture that a JDK runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final double KIB_PER_MB = 1024;

  /** In {@code stat} behind the name: user and system time of the process. */
  private static final int[] OWN = {11, 12};

  /** The same, and that of children that have ended. */
  private static final int[] WITH_ENDED = {11, 12, 13, 14};

  /** This JVM. */
  public static MeasuredProcess current(String name) {
    return new MeasuredProcess(name, ProcessHandle.current().pid(), false);
  }

  /** A process that this one has started. */
  public static MeasuredProcess of(String name, Process process) {
    return new MeasuredProcess(name, process.pid(), false);
  }

  /** What it has used so far. */
  double cpuSeconds() {
    if (!children) {
      return seconds(pid, OWN);
    }
    return seconds(pid, WITH_ENDED) + descendants().mapToDouble(id -> seconds(id, OWN)).sum();
  }

  /** Resident memory; pages that processes share count for each. */
  double residentMb() {
    Stream<Long> more = children ? descendants() : Stream.empty();
    return Stream.concat(Stream.of(pid), more).mapToDouble(MeasuredProcess::residentMb).sum();
  }

  private Stream<Long> descendants() {
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid);
  }

  private static double seconds(long id, int[] fields) {
    String line = String.join(" ", lines(id, "stat"));
    String[] values = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
    double ticks = 0;
    for (int field : fields) {
      ticks += field < values.length ? Long.parseLong(values[field]) : 0;
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static double residentMb(long id) {
    return lines(id, "status").stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MB)
        .sum();
  }

  private static List<String> lines(long id, String file) {
    Path path = PROC.resolve(Long.toString(id)).resolve(file);
    try {
      return Files.readAllLines(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      if (Files.isDirectory(PROC.resolve(Long.toString(id)))) {
        throw new UncheckedIOException("Expected to read " + path, e);
      }
      // It has just ended.
      return List.of();
    }
  }
}
