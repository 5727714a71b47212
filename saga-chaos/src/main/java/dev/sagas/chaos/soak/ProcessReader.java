package dev.sagas.chaos.soak;

import dev.sagas.chaos.cluster.ClusterFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Reads what processes use, on Linux. */
final class ProcessReader {
  private static final double KIB_PER_MB = 1_024;
  private static final double BYTES_PER_MB = 1_024 * 1_024;

  private final Path proc;

  /**
   * A reader.
   *
   * @param proc where the system shows its processes
   */
  ProcessReader(Path proc) {
    this.proc = proc;
  }

  /**
   * What processes use together; what one uses that ends meanwhile is missing.
   *
   * @throws ClusterFailure if the system does not say
   */
  Map<ResourceKind, Double> read(List<Long> pids) {
    Map<ResourceKind, Double> sum = new EnumMap<>(ResourceKind.class);
    for (long pid : pids) {
      Path process = proc.resolve(Long.toString(pid));
      try {
        List<String> status = Files.readAllLines(process.resolve("status"), StandardCharsets.UTF_8);
        // Not what processes share: PostgreSQL's buffers would count once for each connection.
        double memory = field(status, "RssAnon:");
        double descriptors = count(process.resolve("fd"));
        sum.merge(ResourceKind.MEMORY, memory / KIB_PER_MB, Double::sum);
        sum.merge(ResourceKind.THREADS, field(status, "Threads:"), Double::sum);
        sum.merge(ResourceKind.DESCRIPTORS, descriptors, Double::sum);
      } catch (IOException e) {
        // Otherwise it has ended.
        if (Files.exists(process)) {
          throw new ClusterFailure("Expected to read " + process, e);
        }
      }
    }
    return sum;
  }

  /** A number of {@code status}; 0 where it is missing, as for a process that has just ended. */
  private static double field(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }

  private static double count(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.count();
    }
  }

  /** The sizes of all files below a directory, in MB; files may come and go meanwhile. */
  static double sizeMb(Path directory) {
    AtomicLong bytes = new AtomicLong();
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              bytes.addAndGet(attributes.size());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new ClusterFailure("Expected to read the sizes of the files in " + directory, e);
    }
    return bytes.get() / BYTES_PER_MB;
  }
}
