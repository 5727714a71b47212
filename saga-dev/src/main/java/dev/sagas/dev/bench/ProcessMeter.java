package dev.sagas.dev.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** CPU and memory of the measured processes, and the CPU of the whole machine. */
final class ProcessMeter {
  private static final Path PROC = Path.of("/proc");
  private static final double KIB_PER_MB = 1024;

  /** Linux counts in hundredths of a second, on every architecture that a JDK runs on. */
  private static final double TICKS_PER_SECOND = 100;

  /** Of the first line of {@code stat}: idle and iowait are no work, guest time is in user time. */
  private static final int[] BUSY = {1, 2, 3, 6, 7, 8};

  private final Map<String, ProcessHandle> processes;

  /** The processes by the name that they have in the report, in its order. */
  ProcessMeter(Map<String, ProcessHandle> processes) {
    this.processes = new LinkedHashMap<>(processes);
  }

  /** What each process has used so far, in seconds. */
  Map<String, Double> cpuSeconds() {
    Map<String, Double> all = new LinkedHashMap<>();
    processes.forEach(
        (name, process) ->
            all.put(name, ProcessMeter.with(process).mapToDouble(ProcessMeter::seconds).sum()));
    return all;
  }

  /** A database has processes below its own; those below this process are named one by one. */
  private static Stream<ProcessHandle> with(ProcessHandle process) {
    boolean own = process.pid() == ProcessHandle.current().pid();
    return own ? Stream.of(process) : Stream.concat(Stream.of(process), process.descendants());
  }

  private static double seconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /** Resident memory of each process; 0 where the system does not say. */
  Map<String, Double> residentMb() {
    Map<String, Double> all = new LinkedHashMap<>();
    processes.forEach(
        (name, process) ->
            all.put(
                name,
                with(process).mapToDouble(each -> ProcessMeter.residentMb(each.pid())).sum()));
    return all;
  }

  private static double residentMb(long pid) {
    try (Stream<String> lines =
        Files.lines(PROC.resolve(Long.toString(pid)).resolve("status"), StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MB)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      // No such file outside Linux, or the process has just ended.
      return 0;
    }
  }

  /** What all processes of the machine have used so far; empty outside Linux. */
  static OptionalDouble machineSeconds() {
    try (Stream<String> lines = Files.lines(PROC.resolve("stat"), StandardCharsets.UTF_8)) {
      return lines.limit(1).mapToDouble(ProcessMeter::busySeconds).findFirst();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  /** Reads the first line of {@code /proc/stat}. */
  static double busySeconds(String line) {
    String[] fields = line.strip().split(" +", -1);
    double ticks = 0;
    for (int field : BUSY) {
      ticks += field < fields.length ? Long.parseLong(fields[field]) : 0;
    }
    return ticks / TICKS_PER_SECOND;
  }
}
