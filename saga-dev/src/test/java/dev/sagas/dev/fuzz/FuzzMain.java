package dev.sagas.dev.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;

/** One run of the fuzz in a process of its own, whose locale it has. */
final class FuzzMain {
  private FuzzMain() {}

  /** Writes the report to the file named first; the settings follow. */
  public static void main(String... arguments) throws Exception {
    Path reportFile = Path.of(arguments[0]);
    FuzzSettings settings = FuzzSettings.of(Arrays.copyOfRange(arguments, 1, arguments.length));
    Path dataDir = Files.createTempDirectory("fuzz");
    int exitCode;
    try (FuzzRun run = new FuzzRun(settings, dataDir)) {
      try {
        run.run();
      } finally {
        // Also what was found until something stopped the run itself.
        Files.writeString(reportFile, run.report().toString());
      }
      exitCode = run.report().isClean() ? 0 : 1;
    } finally {
      Utils.delete(dataDir.toFile());
    }
    System.exit(exitCode);
  }
}
